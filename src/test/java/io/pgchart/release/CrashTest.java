package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.FakeCluster.Moment;
import io.pgchart.hook.Hook;
import io.pgchart.release.Workers.Worker;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is killed at any of its writes: the next one finds a sound history and ends what was begun. */
class CrashTest {

    /** What is killed, after two revisions were deployed and one failed. */
    enum Work {
        DEPLOY(4),
        FAIL(3),
        ROLL_BACK(4),
        UNINSTALL(4),
        UNINSTALL_KEEPING_HISTORY(3);

        private final int leastWrites;

        Work(int leastWrites) {
            this.leastWrites = leastWrites;
        }

        void accept(Workers workers, Worker worker) {
            switch (this) {
                case DEPLOY -> deploy(workers, worker);
                case FAIL -> begin(workers, worker).fail("no");
                case ROLL_BACK -> rollBack(workers, worker);
                default -> uninstall(workers, worker, this == UNINSTALL_KEEPING_HISTORY);
            }
        }
    }

    private static Tenure begin(Workers workers, Worker worker) {
        return Objects.requireNonNull(worker.releases().begin(worker.await(workers), Contents.of("a"), 3));
    }

    private static void deploy(Workers workers, Worker worker) {
        Tenure tenure = begin(workers, worker);
        Hook hook = tenure.record().hooks().get(0).hook();
        tenure.recordHook(hook, HookRun.running(workers.server.clock().instant()));
        tenure.succeed();
    }

    private static void rollBack(Workers workers, Worker worker) {
        Opening opening = worker.await(workers);
        ReleaseRecord target =
                Objects.requireNonNull(opening.history().lastGood()).record();
        Objects.requireNonNull(worker.releases().beginRollback(opening, target, 3))
                .succeed();
    }

    private static void uninstall(Workers workers, Worker worker, boolean keepHistory) {
        Opening opening = worker.releases().awaitUninstall("o", workers.waiting(null));
        Revision newest = opening.history().newest();
        if (newest != null && (newest.status() != ReleaseStatus.UNINSTALLED || !keepHistory)) {
            Objects.requireNonNull(worker.releases().beginUninstall(opening)).uninstalled(keepHistory);
        }
    }

    private static Workers prepared() {
        Workers workers = new Workers();
        Worker worker = workers.worker(1);
        workers.deploy(worker, "a");
        workers.deploy(worker, "a");
        workers.begin(worker, "a").fail("no");
        return workers;
    }

    private static long count(String records, String status) {
        return records.lines()
                .flatMap(line -> Arrays.stream(line.split(", ")))
                .filter(record -> record.endsWith(" " + status))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void theNextOneEndsWhatWasBegun(Work work) {
        int crashes = 0;
        for (int write = 1; ; write++) {
            boolean any = false;
            for (Moment moment : Moment.values()) {
                Workers workers = prepared();
                Worker killed = workers.worker(2);
                killed.cluster().crashAtWrite(write, moment);
                try {
                    work.accept(workers, killed);
                } catch (CrashError e) {
                    any = true;
                    crashes++;
                }
                workers.dead.add(2L);
                String found = workers.records();
                work.accept(workers, workers.worker(3));
                check(work, found, workers.records());
            }
            if (!any) {
                break;
            }
        }
        assertThat(crashes).isGreaterThanOrEqualTo(2 * work.leastWrites);
    }

    private static void check(Work work, String found, String records) {
        assertThat(found).doesNotContain("labelled");
        assertThat(count(found, "deployed")).as(found).isLessThanOrEqualTo(1);
        assertThat(records).doesNotContain("labelled").doesNotContain("pending");
        switch (work) {
            case DEPLOY, ROLL_BACK -> {
                assertThat(records).endsWith(" deployed");
                assertThat(count(records, "deployed")).isEqualTo(1);
                assertThat(records.split(", ")).hasSizeLessThanOrEqualTo(3);
            }
            case FAIL -> assertThat(records).endsWith(" failed");
            case UNINSTALL -> assertThat(records).isEmpty();
            case UNINSTALL_KEEPING_HISTORY ->
                assertThat(records).isEqualTo("1 superseded, 2 superseded, 3 uninstalled");
        }
    }

    /** A deploy over an uninstallation that died, and the other way round. */
    @ParameterizedTest
    @EnumSource
    void anotherKindOfWorkGoesOnFromThereToo(Work work) {
        for (int write = 1; write <= 5; write++) {
            Workers workers = prepared();
            Worker killed = workers.worker(2);
            killed.cluster().crashAtWrite(write, Moment.AFTER);
            try {
                work.accept(workers, killed);
            } catch (CrashError e) {
                workers.dead.add(2L);
            }
            workers.deploy(workers.worker(3), "b");
            assertThat(count(workers.records(), "deployed")).isEqualTo(1);
            assertThat(workers.records()).endsWith(" deployed").doesNotContain("uninstalling");
            uninstall(workers, workers.worker(4), false);
            assertThat(workers.records()).isEmpty();
        }
    }
}
