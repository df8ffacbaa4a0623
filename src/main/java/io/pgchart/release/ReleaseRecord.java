package io.pgchart.release;

import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a release, as Helm records it.
 *
 * <p>Immutable. It is the tree of Helm's JSON, so that what another helm wrote and this code doesn't know is still there
 * when a status was changed. Its text shows neither values nor manifests, for both may hold secrets.
 */
public final class ReleaseRecord {

    private final MapNode tree;
    private final ReleaseInfo info;
    private final Map<String, String> labels;

    private ReleaseRecord(MapNode tree, ReleaseInfo info, Map<String, String> labels) {
        this.tree = tree;
        this.info = info;
        this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * The record that JSON holds.
     *
     * @param labels what its Secret is labelled with beside Helm's own
     */
    static ReleaseRecord of(MapNode tree, Map<String, String> labels) throws DamageException {
        return new ReleaseRecord(tree, RecordTree.checkedInfo(tree), labels);
    }

    /** A record of this code's own making. */
    static ReleaseRecord made(MapNode tree, Map<String, String> labels) {
        try {
            return of(tree, labels);
        } catch (DamageException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return RecordTree.text(tree, "name");
    }

    /** Where the release is installed. */
    public String namespace() {
        return RecordTree.text(tree, "namespace");
    }

    /** From 1. */
    public int revision() {
        return RecordTree.revision(tree);
    }

    public ReleaseInfo info() {
        return info;
    }

    public ReleaseStatus status() {
        return info.status();
    }

    /** Whether its objects were applied by server-side apply; otherwise their fields are owned by a helm's updates. */
    public boolean isServerSideApplied() {
        return RecordTree.text(tree, "apply_method").equals("ssa");
    }

    /** {@code name-version} of the chart, {@code MISSING} without one, as Helm shows it. */
    public String chartLabel() {
        MapNode metadata = metadata();
        return metadata == null
                ? "MISSING"
                : RecordTree.text(metadata, "name") + "-" + RecordTree.text(metadata, "version");
    }

    /** The version of what the chart installs, {@code ""} when it tells none. */
    public String appVersion() {
        MapNode metadata = metadata();
        return metadata == null ? "" : RecordTree.text(metadata, "appVersion");
    }

    /** The values that were given beside the chart's own; may hold secrets. */
    public MapNode config() {
        MapNode config = tree.map("config");
        return config == null ? Members.empty().map() : config;
    }

    /** The values of the chart itself. */
    public MapNode chartValues() {
        MapNode chart = tree.map("chart");
        MapNode values = chart == null ? null : chart.map("values");
        return values == null ? Members.empty().map() : values;
    }

    /** The manifests as one text; may hold secrets. */
    public String manifestText() {
        return RecordTree.text(tree, "manifest");
    }

    /** The manifests in the order they were applied; what can't be read is left out, see {@link #flaws}. */
    public List<Manifest> manifests() {
        return recorded().manifests();
    }

    /** The hooks in the order they stand there, and how each last ran. */
    public List<RecordedHook> hooks() {
        List<RecordedHook> hooks = new ArrayList<>();
        for (MapNode hook : RecordTree.hooks(tree)) {
            HookTree.read(hook, shownAs()).ifPresent(hooks::add);
        }
        return hooks;
    }

    /** Both, without how the hooks ran. */
    public ReleaseObjects objects() {
        return new ReleaseObjects(
                manifests(), hooks().stream().map(RecordedHook::hook).toList());
    }

    /** How a hook last ran; {@link HookRun#NONE} for one that the record doesn't have. */
    public HookRun lastRun(Hook hook) {
        for (MapNode recorded : RecordTree.hooks(tree)) {
            if (HookTree.isOf(recorded, hook)) {
                return HookTree.lastRun(recorded);
            }
        }
        return HookRun.NONE;
    }

    /**
     * What of the manifests and hooks can't be read, or not as the helm that wrote them reads it: with any of them the
     * record tells which objects there are, but must not be applied again.
     */
    public List<Problem> flaws() {
        List<Problem> flaws = new ArrayList<>(recorded().flaws());
        for (MapNode hook : RecordTree.hooks(tree)) {
            flaws.addAll(HookTree.flaws(hook, shownAs()));
        }
        return flaws;
    }

    /** What its Secret is labelled with beside Helm's own labels; the next revision gets them too. */
    public Map<String, String> labels() {
        return labels;
    }

    ReleaseRecord with(ReleaseStatus status, String description) {
        Members changed = Members.of(tree.map("info"))
                .put("status", status.toString())
                .putUnlessEmpty("description", description);
        return with("info", changed.map());
    }

    ReleaseRecord with(ReleaseStatus status) {
        return with(status, info.description());
    }

    ReleaseRecord withDeleted(Instant time) {
        return with(
                "info",
                Members.of(tree.map("info")).put("deleted", GoTime.text(time)).map());
    }

    /** The same with another last run of a hook; as it is where it has no such hook. */
    ReleaseRecord withHookRun(Hook hook, HookRun run) {
        List<Node> hooks = new ArrayList<>();
        for (MapNode recorded : RecordTree.hooks(tree)) {
            hooks.add(HookTree.isOf(recorded, hook) ? HookTree.withRun(recorded, run) : recorded);
        }
        return hooks.isEmpty() ? this : with("hooks", new ListNode(hooks, Members.ORIGIN));
    }

    private ReleaseRecord with(String key, Node value) {
        return made(Members.of(tree).put(key, value).map(), labels);
    }

    /** All of it, as Helm's JSON has it; may hold secrets. */
    MapNode tree() {
        return tree;
    }

    private RecordedManifests recorded() {
        return RecordedManifests.of(manifestText(), shownAs());
    }

    private @Nullable MapNode metadata() {
        MapNode chart = tree.map("chart");
        return chart == null ? null : chart.map("metadata");
    }

    private String shownAs() {
        return "revision " + revision() + " of release " + name();
    }

    @Override
    public String toString() {
        return name() + " revision " + revision() + " (" + status() + ")";
    }
}
