package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Target;
import io.pgchart.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OncePerBuildTest {

    private static final Target TARGET = new FakeServer().connect().target();

    private final OncePerBuild build = new OncePerBuild(new ConcurrentHashMap<>());
    private final List<String> deploys = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theSecondModuleFindsItDone() {
        assertThat(run("a", () -> {})).isTrue();
        assertThat(run("a", () -> {})).isFalse();
        assertThat(deploys).containsExactly("a");
    }

    @Test
    void aModuleThatRunsAtTheSameTimeWaitsForTheFirst() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> run("a", () -> {
            hasBegun.countDown();
            await(mayEnd);
        }));
        hasBegun.await();

        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> run("a", () -> {}));
        assertThat(second).isNotDone();
        mayEnd.countDown();

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isFalse();
        assertThat(deploys).containsExactly("a");
    }

    @Test
    void whereItFailedTheNextModuleTries() {
        assertThatThrownBy(() -> run("a", () -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(run("a", () -> {})).isTrue();
        assertThat(deploys).containsExactly("a", "a");
    }

    @Test
    void anotherReleaseOfTheNameIsRefused() {
        run("a", () -> {});

        assertThatThrownBy(() -> run("b", () -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("with other manifests by this build already");
    }

    private boolean run(String manifests, Runnable deploy) {
        return build.run(TARGET, "orders-db", manifests, () -> {
            deploys.add(manifests);
            deploy.run();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
