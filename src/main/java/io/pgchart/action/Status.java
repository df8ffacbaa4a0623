package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.Surroundings;
import io.pgchart.release.HookRun;
import io.pgchart.release.RecordedHook;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.InParallel;
import io.pgchart.rollout.InParallel.Outcome;
import io.pgchart.rollout.SecretMask;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a release is: its newest revision, why it failed if it did and what to do then, its objects and whether they are
 * ready, its hooks, its databases.
 */
public final class Status {

    private final Workbench workbench;
    private final Reporter reporter;

    public Status(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Tells it.
     *
     * @throws ClusterException when there is no such release
     */
    public void run(String release) {
        ReleaseHistory history = workbench.releases().history(release);
        Revision newest = history.newest();
        if (newest == null) {
            throw workbench.noRelease(release);
        }
        ReleaseRecord record = newest.record();
        reporter.release(workbench.whereabouts(release, Integer.toString(newest.number())));
        String status = record.status() + "  " + record.chartLabel() + "  "
                + time(record.info().lastDeployed());
        String description = description(record);
        if (record.status() == ReleaseStatus.FAILED) {
            reporter.outcome("Status", status);
            reporter.outcome("Reason", description.isEmpty() ? "the record names none" : description);
            reporter.outcome("Next", nextStep(history, record));
        } else {
            reporter.outcome("Status", status + "  " + description);
        }
        List<LiveObject> live = tellObjects(record.manifests());
        record.hooks().forEach(this::tellHook);
        new DatabaseStatus(workbench).tell(record.manifests(), live);
    }

    /** On one line: what a helm writes need not be; and of whoever wrote it nobody knows what they quoted. */
    private static String description(ReleaseRecord record) {
        String masked = SecretMask.of(record.objects()).masked(record.info().description());
        return masked.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static String nextStep(ReleaseHistory history, ReleaseRecord failed) {
        if (failed.info().deleted() != null) {
            return "mend that, then remove what is left: mvn pgchart:undeploy";
        }
        Revision deployed = history.deployed();
        return "mend that, then deploy again: mvn pgchart:deploy; or "
                + (deployed == null
                        ? "remove what is there: mvn pgchart:undeploy"
                        : "go back: mvn pgchart:rollback -Dpgchart.revision=" + deployed.number());
    }

    /** Tells of each object how it is; those that are there. */
    private List<LiveObject> tellObjects(List<Manifest> manifests) {
        List<Callable<@Nullable LiveObject>> asked = new ArrayList<>();
        for (Manifest manifest : manifests) {
            asked.add(() -> workbench.cluster().get(manifest.id()));
        }
        List<Outcome<@Nullable LiveObject>> answers = InParallel.run(asked);
        List<LiveObject> present = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            RuntimeException failure = answers.get(i).failure();
            if (failure != null) {
                throw failure;
            }
            LiveObject live = answers.get(i).result();
            String name = manifests.get(i).id().shortName();
            if (live == null) {
                reporter.object(name, "is gone");
            } else {
                present.add(live);
                reporter.object(name, text(live));
            }
        }
        return present;
    }

    private String text(LiveObject live) {
        if (live.id().kind().equals("CronJob")) {
            Instant next = DatabaseStatus.next(live, workbench.cluster().serverTime());
            if (next != null) {
                return "next at " + next;
            }
            return live.text("spec", "suspend").equals("true") ? "suspended" : "there";
        }
        Readiness readiness = ReadinessRules.judge(live, Surroundings.NONE);
        return readiness.text();
    }

    private void tellHook(RecordedHook recorded) {
        HookRun run = recorded.lastRun();
        if (run.startedAt() == null) {
            return;
        }
        String end = run.completedAt() == null
                ? " since " + time(run.startedAt())
                : " after "
                        + Duration.between(run.startedAt(), run.completedAt()).toSeconds() + "s, "
                        + time(run.completedAt());
        reporter.hook(recorded.hook().manifest().id().shortName(), run.phase() + end);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
