package io.pgchart.action;

import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartFile;
import io.pgchart.hook.Hook;
import io.pgchart.hook.HookEvent;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.manifest.TreeEquality;
import io.pgchart.plan.Change;
import io.pgchart.plan.Plan;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import io.pgchart.release.HookRun;
import io.pgchart.release.Operation;
import io.pgchart.release.RecordedHook;
import io.pgchart.release.ReleaseChart;
import io.pgchart.release.ReleaseContent;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import io.pgchart.render.RenderedRelease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What would be the next revision of a release, unless it is what the newest one is already. */
final class Candidate {

    private final Rendering rendering;
    private final ReleaseHistory history;
    private final RenderedRelease rendered;

    private Candidate(Rendering rendering, ReleaseHistory history, RenderedRelease rendered) {
        this.rendering = rendering;
        this.history = history;
        this.rendered = rendered;
    }

    static Candidate of(Rendering rendering, ReleaseHistory history) {
        boolean isInstall = history.next() == Operation.INSTALL;
        return new Candidate(rendering, history, rendering.revision(history.nextRevision(), isInstall));
    }

    RenderedRelease rendered() {
        return rendered;
    }

    List<String> layerNames() {
        return rendering.inputs().layerNames();
    }

    ReleaseObjects objects() {
        return rendered.objects();
    }

    Operation operation() {
        return history.next();
    }

    /** What is recorded of it. */
    ReleaseContent content() {
        Chart chart = rendering.inputs().chart();
        Map<String, String> files = new HashMap<>();
        for (ChartFile file : chart.files()) {
            files.put(file.path(), file.text());
        }
        ReleaseChart recorded =
                new ReleaseChart(chart.metadata().tree(), chart.defaults().tree(), null, files);
        return new ReleaseContent(recorded, rendering.inputs().values().given(), rendered.objects(), rendered.notes());
    }

    /**
     * Whether there is nothing to do: the newest revision is deployed and its hooks succeeded, it was made of the same
     * objects, hooks, notes and values, the server sees no change, and every workload is ready.
     */
    boolean isDeployed(Plan plan) {
        Revision newest = history.newest();
        return newest != null
                && newest.status() == ReleaseStatus.DEPLOYED
                && plan.isEmpty()
                && isRecorded(newest.record())
                && plan.changes().stream().allMatch(Candidate::isReady);
    }

    private boolean isRecorded(ReleaseRecord record) {
        String chart = rendering.inputs().chart().metadata().name();
        boolean wasInstall = record.info().firstDeployed() != null
                && record.info().firstDeployed().equals(record.info().lastDeployed());
        String notes = record.info().notes();
        return record.isServerSideApplied()
                && record.manifestText().equals(ManifestWriter.text(objects().manifests(), chart))
                && (isNotes(notes, record, wasInstall) || isNotes(notes, record, !wasInstall))
                && TreeEquality.isSame(
                        record.config(), rendering.inputs().values().given())
                && haveRun(record.hooks(), wasInstall);
    }

    /** A revision that a rollback brought back has the notes of the first time, be it as an install or an upgrade. */
    private boolean isNotes(String notes, ReleaseRecord record, boolean asInstall) {
        return rendering.revision(record.revision(), asInstall).notes().equals(notes);
    }

    private boolean haveRun(List<RecordedHook> recorded, boolean wasInstall) {
        List<Hook> hooks = objects().hooks();
        if (hooks.size() != recorded.size()) {
            return false;
        }
        for (int i = 0; i < hooks.size(); i++) {
            Hook hook = recorded.get(i).hook();
            boolean ran = hook.events().contains(wasInstall ? HookEvent.POST_INSTALL : HookEvent.POST_UPGRADE)
                    || hook.events().contains(wasInstall ? HookEvent.PRE_INSTALL : HookEvent.PRE_UPGRADE);
            boolean isSame = hook.manifest().isSameAs(hooks.get(i).manifest());
            if (!isSame || (ran && recorded.get(i).lastRun().phase() != HookRun.Phase.SUCCEEDED)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReady(Change change) {
        LiveObject live = change.live();
        return live == null || ReadinessRules.judge(live, Surroundings.NONE).state() == State.READY;
    }
}
