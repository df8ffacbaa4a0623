package io.pgchart.cluster.fabric8;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.ClusterException;
import io.pgchart.yaml.MapNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks until there is an answer that counts, or it is clear that there will be none. */
final class Requests {

    /** Thrown when it is unknown whether the server did what must not be done twice. */
    static final class UnclearException extends Exception {

        private static final long serialVersionUID = 1L;

        private final RuntimeException told;

        UnclearException(RuntimeException told) {
            super(told);
            this.told = told;
        }

        /** What the user is told when it can't be found out either. */
        RuntimeException told() {
            return told;
        }
    }

    private final Session session;
    private final Patience patience;
    private final Patience.Pause pause;
    private final InstantSource clock;
    private final Runnable guard;

    Requests(Session session, Patience patience, Patience.Pause pause, InstantSource clock) {
        this(session, patience, pause, clock, () -> {});
    }

    private Requests(Session session, Patience patience, Patience.Pause pause, InstantSource clock, Runnable guard) {
        this.session = session;
        this.patience = patience;
        this.pause = pause;
        this.clock = clock;
        this.guard = guard;
    }

    /** The same, with something to be asked before each time that a request is sent: what it throws ends the request. */
    Requests guarded(Runnable guard) {
        return new Requests(session, patience, pause, clock, guard);
    }

    /** The object that answers a request which may be repeated. */
    MapNode map(Call call) {
        try {
            return tree(call, ask(call));
        } catch (UnclearException e) {
            throw e.told();
        }
    }

    /** The object that answers a request. */
    MapNode mapOnce(Call call) throws UnclearException {
        return tree(call, ask(call));
    }

    /** The answer to a request which may be repeated, as it came. */
    byte[] bytes(Call call) {
        try {
            return ask(call);
        } catch (UnclearException e) {
            throw e.told();
        }
    }

    /** The stream that answers a request, asked for once. */
    InputStream stream(Call call) throws NoAnswerException {
        Duration wait = session.isAnswered() ? patience.answer() : patience.firstAnswer();
        HttpResponse<InputStream> answer = session.send(call, InputStream.class, wait);
        if (answer.isSuccessful()) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw refused(StatusReader.read(call.subject(), answer.code(), body.readAllBytes()));
        } catch (IOException e) {
            throw new NoAnswerException(e);
        }
    }

    ConnectionProblems problems() {
        return session.problems();
    }

    Patience patience() {
        return patience;
    }

    private static MapNode tree(Call call, byte[] body) {
        MapNode tree = JsonTree.map(body);
        if (tree == null) {
            throw new RefusedException(new Refusal(call.subject(), 200, "", "the answer is no JSON", List.of()));
        }
        return tree;
    }

    private byte[] ask(Call call) throws UnclearException {
        @Nullable Instant outage = null;
        for (int attempt = 0; ; attempt++) {
            guard.run();
            Duration wish = Duration.ZERO;
            boolean known = session.isAnswered();
            try {
                HttpResponse<byte[]> answer =
                        session.send(call, byte[].class, known ? patience.answer() : patience.firstAnswer());
                if (answer.isSuccessful()) {
                    return answer.body();
                }
                wish = judge(call, answer, attempt);
                outage = null;
            } catch (NoAnswerException e) {
                ClusterException told = problems().unanswered(e);
                outage = outage == null ? clock.instant() : outage;
                boolean isOver = clock.instant().isAfter(outage.plus(patience.outage()));
                if (!known || isOver || Thread.currentThread().isInterrupted()) {
                    throw told;
                }
                if (!call.isRepeatable() && !e.isUnsent()) {
                    throw new UnclearException(told);
                }
            }
            pause(Patience.pause(attempt, wish));
        }
    }

    /** How long the server wishes to be left alone, if its refusal may pass. */
    private Duration judge(Call call, HttpResponse<byte[]> answer, int attempt) throws UnclearException {
        Refusal refusal = StatusReader.read(call.subject(), answer.code(), answer.body());
        RuntimeException told = refused(refusal);
        if (!Patience.mayPass(answer.code(), refusal.message()) || attempt >= Patience.REFUSALS) {
            throw told;
        }
        // A server that is too busy has not begun; any other failure may have come after the write.
        if (!call.isRepeatable() && answer.code() != 429) {
            throw new UnclearException(told);
        }
        return retryAfter(answer.header("Retry-After"));
    }

    private static Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }

    /** A two-way stream, asked for again as long as that is safe: a server that refuses it has begun nothing. */
    WebSocket socket(Call call, Sockets.Terms terms) {
        for (int attempt = 0; ; attempt++) {
            guard.run();
            try {
                return socketOnce(call, terms);
            } catch (NoAnswerException e) {
                if (!e.isUnsent() || attempt >= Patience.REFUSALS || !session.isAnswered()) {
                    throw problems().unanswered(e);
                }
            } catch (RefusedException e) {
                if (!Patience.mayPass(e.refusal().code(), e.refusal().message()) || attempt >= Patience.REFUSALS) {
                    throw refused(e.refusal());
                }
            }
            pause(Patience.pause(attempt, Duration.ZERO));
        }
    }

    /** The same, asked for once. */
    WebSocket socketOnce(Call call, Sockets.Terms terms) throws NoAnswerException {
        return session.open(call, terms, patience.answer());
    }

    private RuntimeException refused(Refusal refusal) {
        return refusal.code() == 403 && refusal.message().contains("User \"system:anonymous\"")
                ? problems().anonymous()
                : new RefusedException(refusal);
    }

    void pause(Duration duration) {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
