package io.pgchart.action;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.pgbackrest.BackupJob;
import io.pgchart.pgbackrest.BackupSet;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.pgbackrest.DatabaseState;
import io.pgchart.readiness.LastWords;
import io.pgchart.rollout.InParallel;
import io.pgchart.syntax.CronSchedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Asks the databases of a release how they are: themselves, their archive, their backups against the schedule. */
record DatabaseStatus(Workbench workbench) {

    private static final List<String> SCRIPT = List.of("sh", "/etc/postgresql/status.sh");
    private static final int SERVER_FAULT = 500;
    private static final int LINES = 20;

    /** Source: Kubernetes' pkg/kubelet/server/server.go, of a container that is not running. */
    private static final String NO_CONTAINER = "container not found";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A backup that should have begun this long ago has either failed, or takes unusually long. */
    private static final Duration LATE = Duration.ofHours(2);

    /**
     * Tells it.
     *
     * @param live the release's objects that are there
     */
    void tell(List<Manifest> manifests, List<LiveObject> live) {
        DatabasePods pods = DatabasePods.servers(manifests);
        if (pods == null) {
            return;
        }
        Instant now = workbench.cluster().serverTime();
        List<Callable<List<String>>> asked = new ArrayList<>();
        for (int i = 0; i < pods.instances(); i++) {
            ContainerRef container = new ContainerRef(pods.pod(i), pods.containerName(), false);
            asked.add(() -> texts(container, live, now));
        }
        List<InParallel.Outcome<List<String>>> answers = InParallel.run(asked);
        for (int i = 0; i < answers.size(); i++) {
            for (String text : texts(answers.get(i), new ContainerRef(pods.pod(i), pods.containerName(), false))) {
                workbench.reporter().database(pods.pod(i), text);
            }
        }
    }

    private List<String> texts(ContainerRef container, List<LiveObject> live, Instant now) {
        Execution said = workbench.cluster().exec(container, SCRIPT, new byte[0], PATIENCE);
        if (said.exitCode() != 0 && !said.output().startsWith("version ")) {
            String reason = said.errors().lines().findFirst().orElse("exit code " + said.exitCode());
            return List.of("does not answer: " + reason);
        }
        DatabaseState state = DatabaseState.read(said.output());
        try {
            return texts(state, live, now);
        } catch (IllegalArgumentException e) {
            return List.of("says what can't be read: " + e.getMessage());
        }
    }

    private static List<String> texts(DatabaseState state, List<LiveObject> live, Instant now) {
        List<String> texts = new ArrayList<>(state.texts(now));
        Instant due = due(live, state.newestBackup());
        if (due != null && due.plus(LATE).isBefore(now)) {
            texts.add("a backup is overdue: the schedule had one for " + due + "; see the Jobs of its CronJob");
        }
        return texts;
    }

    private List<String> texts(InParallel.Outcome<List<String>> answer, ContainerRef container) {
        List<String> texts = answer.result();
        if (texts != null) {
            return texts;
        }
        RuntimeException failure = answer.failure();
        if (failure instanceof RefusedException refused) {
            return List.of(
                    refused.refusal().message().contains(NO_CONTAINER)
                            ? "does not run" + whyNot(container)
                            : "can't be asked: " + reason(refused.refusal()));
        }
        if (failure instanceof PgChartException told) {
            return List.of("can't be asked: " + told.problems().get(0).fault());
        }
        throw failure == null ? new IllegalStateException("neither an answer nor a failure") : failure;
    }

    /** In words of our own: what stands in its log may be for few eyes. */
    private String whyNot(ContainerRef container) {
        try {
            boolean isFull = new LastWords(workbench.cluster().lastLog(container, LINES)).isVolumeFull();
            return isFull
                    ? ": its volume is full; give it more room (persistence.size), and deploy"
                    : "; kubectl logs " + container.pod() + " -c " + container.container() + " says why";
        } catch (RefusedException e) {
            return ", and its log can't be read: " + reason(e.refusal());
        }
    }

    /** What the API server says of a node is long, and ends with what counts. */
    private static String reason(RefusedException.Refusal refusal) {
        String message = refusal.message();
        int last = message.lastIndexOf("\": ");
        return refusal.code() < SERVER_FAULT || last < 0
                ? message
                : "the node does not answer: " + message.substring(last + 3);
    }

    /** When the first backup after the newest one was to be made; null when none was. */
    private static @Nullable Instant due(List<LiveObject> live, @Nullable BackupSet newest) {
        Instant due = null;
        for (LiveObject object : live) {
            if (newest != null && BackupJob.typeOf(object.tree()) != null) {
                Instant next = next(object, newest.stop());
                due = next == null || (due != null && due.isBefore(next)) ? due : next;
            }
        }
        return due;
    }

    /** When a CronJob runs next after a time; null when it does not, or nobody can tell. */
    static @Nullable Instant next(LiveObject cronJob, Instant after) {
        if (cronJob.text("spec", "suspend").equals("true")) {
            return null;
        }
        String zone = cronJob.text("spec", "timeZone");
        try {
            CronSchedule schedule =
                    CronSchedule.of(cronJob.text("spec", "schedule"), ZoneId.of(zone.isEmpty() ? "UTC" : zone));
            return schedule == null ? null : schedule.next(after);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
