package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.Tools;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the real API server lets one of several begin, and tells the time of its last heartbeat. */
@NeedsRealServer
class ReleaseLockServerTest {

    private static final Waiting WAITING = new Waiting(Duration.ofSeconds(30), null, underway -> {});

    private final Tools tools = new Tools("pgchart-lock-" + Long.toHexString(System.nanoTime()));

    /** Whatever beats is beaten by the test. */
    private final List<Runnable> beats = new ArrayList<>();

    private final Cluster cluster = tools.connect();

    private Releases releases() {
        Ticker ticker = (interval, task) -> {
            synchronized (beats) {
                beats.add(task);
            }
            return () -> {};
        };
        return new Releases(cluster, Machine.local("lock"), Clock.systemUTC(), ticker, Intervals.standard());
    }

    @AfterEach
    void removeTheNamespace() {
        cluster.close();
        tools.kubectl("", "delete", "namespace", tools.namespace(), "--wait=false");
    }

    @Test
    void letsOneOfFourBegin() throws Exception {
        tools.kubectl("", "create", "namespace", tools.namespace()).orThrow();
        Releases releases = releases();
        Opening opening = releases.await("o", WAITING);
        List<Callable<@Nullable Tenure>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(() -> releases.begin(opening, Contents.of("a"), 10));
        }
        ExecutorService executor = Executors.newFixedThreadPool(4);
        List<Tenure> begun = new ArrayList<>();
        for (Future<@Nullable Tenure> future : executor.invokeAll(all)) {
            Tenure tenure = future.get();
            if (tenure != null) {
                begun.add(tenure);
            }
        }
        executor.shutdown();
        assertThat(begun).hasSize(1);
        assertThat(releases.history("o").revisions()).hasSize(1);

        Underway before = underway(releases, Instant.now().plusSeconds(60));
        assertThat(before.silence()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(75));
        assertThat(Objects.requireNonNull(before.holder()).process())
                .isEqualTo(ProcessHandle.current().pid());
        String version = newest(releases).secret().resourceVersion();
        beats.get(0).run();
        assertThat(newest(releases).secret().resourceVersion()).isNotEqualTo(version);
        begun.get(0).ensureHeld();
        begun.get(0).succeed();
        assertThat(newest(releases).secret().at("metadata", "annotations")).isNull();
    }

    private static Revision newest(Releases releases) {
        return Objects.requireNonNull(releases.history("o").newest());
    }

    private static Underway underway(Releases releases, Instant serverTime) {
        return Underway.of("o", newest(releases), serverTime);
    }
}
