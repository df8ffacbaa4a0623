package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One long answer at a time, opened again and again: it bears outages for as long as they may take, and notices when a
 * stream that must say something from time to time has fallen silent.
 */
final class Connection implements AutoCloseable {

    /** How long the server is asked to keep a watch open: not longer than a break may go unnoticed. */
    static final int WATCH_SECONDS = 60;

    private static final Duration SILENCE = Duration.ofSeconds(WATCH_SECONDS + 30);

    /** A stream that lasted so long has worked: what ends it then is no part of an earlier outage. */
    private static final Duration LASTING = Duration.ofSeconds(10);

    private static final int SERVER_ERROR = 500;

    private final Requests requests;
    private final Duration fault;
    private volatile @Nullable InputStream open;
    private volatile long heard = System.nanoTime();
    private volatile boolean mayBeSilent = true;
    private volatile boolean closed;
    private long opened;
    private int failures;
    private long failing;

    /** A connection that bears every failure as long as an outage. */
    Connection(Requests requests) {
        this(requests, requests.patience().outage());
    }

    /** @param fault how long a server may answer that it has failed (500), which it also says of its nodes */
    Connection(Requests requests, Duration fault) {
        this.requests = requests;
        this.fault = fault;
    }

    Requests requests() {
        return requests;
    }

    /**
     * Opens a stream.
     *
     * @param mayBeSilent whether it is no sign of a break when nothing comes
     * @return null when it failed and is worth another try, for which this has waited already
     */
    @Nullable
    InputStream open(Call call, boolean mayBeSilent) {
        open = null;
        try {
            InputStream stream = new Heard(requests.stream(call));
            this.mayBeSilent = mayBeSilent;
            opened = System.nanoTime();
            heard = opened;
            open = stream;
            if (closed) {
                close();
            }
            return stream;
        } catch (NoAnswerException e) {
            failed(requests.problems().unanswered(e), requests.patience().outage());
        } catch (RefusedException e) {
            if (!Patience.mayPass(e.refusal().code(), e.refusal().message())) {
                throw e;
            }
            failed(
                    e,
                    e.refusal().code() == SERVER_ERROR
                            ? fault
                            : requests.patience().outage());
        }
        return null;
    }

    /** A stream brought what its reader did not know: whatever was wrong before is over. */
    void worked() {
        failures = 0;
    }

    /**
     * A stream that was opened has ended too early: waits before the next one is opened, or tells why when they have done
     * that, one after the other, for as long as an outage may take.
     */
    void ended(RuntimeException told) {
        if (open != null && System.nanoTime() - opened > LASTING.toNanos()) {
            worked();
        }
        open = null;
        failed(told, requests.patience().outage());
    }

    /** Waits after a failure, or tells it when it was not the first and has lasted too long. */
    private void failed(RuntimeException told, Duration patience) {
        if (closed) {
            return;
        }
        if (failures == 0) {
            failing = System.nanoTime();
        } else if (System.nanoTime() - failing > patience.toNanos()) {
            throw told;
        }
        requests.pause(Patience.pause(failures++, Duration.ZERO));
    }

    /** Closes a stream that should have said something long ago, so that its reader opens another one. */
    void breakIfSilent() {
        if (!mayBeSilent && System.nanoTime() - heard > SILENCE.toNanos()) {
            mayBeSilent = true;
            drop();
        }
    }

    private void drop() {
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    /** Remembers when something came. */
    private final class Heard extends FilterInputStream {

        Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            heard = System.nanoTime();
            return read;
        }
    }
}
