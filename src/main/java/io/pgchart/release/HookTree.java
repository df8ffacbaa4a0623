package io.pgchart.release;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A hook in Helm's JSON. Source: Helm's pkg/release/v1, Hook and HookExecution. */
final class HookTree {

    private HookTree() {}

    static MapNode of(Hook hook, String chart) {
        ObjectId id = hook.manifest().id();
        Members tree = Members.empty()
                .put("name", id.name())
                .put("kind", id.kind())
                .put("path", chart + "/" + hook.manifest().template())
                .put("manifest", withoutLastFeed(ManifestWriter.text(hook.manifest())))
                .put("events", Members.list(hook.events(), event -> Members.scalar(event.toString())))
                .put("last_run", run(HookRun.NONE));
        if (hook.weight() != 0) {
            tree.put("weight", hook.weight());
        }
        return tree.put(
                        "delete_policies",
                        Members.list(hook.deletePolicies(), policy -> Members.scalar(policy.toString())))
                .map();
    }

    /** The hook as its manifest's annotations have it, if its manifest can be read. */
    static Optional<RecordedHook> read(MapNode tree, String shownAs) {
        RecordedManifests recorded = manifest(tree, shownAs);
        if (recorded.manifests().size() != 1) {
            return Optional.empty();
        }
        Hook hook = Hook.of(recorded.manifests().get(0), new Problems());
        return Optional.of(new RecordedHook(hook, lastRun(tree)));
    }

    static List<Problem> flaws(MapNode tree, String shownAs) {
        RecordedManifests recorded = manifest(tree, shownAs);
        List<Problem> flaws = new ArrayList<>(recorded.flaws());
        Problems problems = new Problems();
        for (Manifest manifest : recorded.manifests()) {
            Hook.of(manifest, problems);
        }
        flaws.addAll(problems.list());
        if (recorded.manifests().size() > 1) {
            String fault = "holds " + recorded.manifests().size() + " objects, expected one";
            flaws.add(new Problem(
                    "hook " + RecordTree.text(tree, "path"),
                    fault,
                    shownAs,
                    "Deploy the release anew from its chart."));
        }
        return flaws;
    }

    /** Whether it is that hook: the same object on the same events. */
    static boolean isOf(MapNode tree, Hook hook) {
        ObjectId id = hook.manifest().id();
        return RecordTree.text(tree, "name").equals(id.name())
                && RecordTree.text(tree, "kind").equals(id.kind())
                && events(tree).equals(events(hook));
    }

    static MapNode withRun(MapNode tree, HookRun run) {
        return Members.of(tree).put("last_run", run(run)).map();
    }

    private static MapNode run(HookRun run) {
        Members tree = Members.empty();
        RecordTree.putTime(tree, "started_at", run.startedAt());
        RecordTree.putTime(tree, "completed_at", run.completedAt());
        return tree.put("phase", run.phase().toString()).map();
    }

    static HookRun lastRun(MapNode tree) {
        MapNode run = tree.map("last_run");
        if (run == null) {
            return HookRun.NONE;
        }
        HookRun.Phase phase = HookRun.Phase.of(RecordTree.text(run, "phase"));
        try {
            return new HookRun(
                    GoTime.parse(RecordTree.text(run, "started_at")),
                    GoTime.parse(RecordTree.text(run, "completed_at")),
                    phase);
        } catch (DamageException e) {
            return new HookRun(null, null, phase);
        }
    }

    private static RecordedManifests manifest(MapNode tree, String shownAs) {
        String template = RecordedManifests.belowChart(RecordTree.text(tree, "path"));
        return RecordedManifests.of(RecordTree.text(tree, "manifest"), template, shownAs);
    }

    private static Set<String> events(Hook hook) {
        Set<String> events = new HashSet<>();
        hook.events().forEach(event -> events.add(event.toString()));
        return events;
    }

    /** As the record has them, with the old word for a test. */
    private static Set<String> events(MapNode tree) {
        Set<String> events = new HashSet<>();
        if (tree.get("events") instanceof ListNode list) {
            for (Node item : list.items()) {
                String event = item instanceof ScalarNode scalar ? scalar.text() : "";
                events.add(event.equals("test-success") ? "test" : event);
            }
        }
        return events;
    }

    private static String withoutLastFeed(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
