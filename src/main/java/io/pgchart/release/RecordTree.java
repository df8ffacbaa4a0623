package io.pgchart.release;

import io.pgchart.hook.Hook;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of Helm's JSON. Source: Helm's pkg/release/v1, Release, Info and Hook, in the order of their fields. */
final class RecordTree {

    private RecordTree() {}

    /** The tree of a new revision. */
    static MapNode of(String name, String namespace, int revision, ReleaseInfo info, ReleaseContent content) {
        String chart = text(content.chart().metadata(), "name");
        Members record =
                Members.empty().put("name", name).put("info", info(info)).put("chart", ChartTree.of(content.chart()));
        if (!content.config().members().isEmpty()) {
            record.put("config", ChartTree.sorted(content.config()));
        }
        record.putUnlessEmpty("manifest", ManifestWriter.text(content.objects().manifests(), chart));
        List<Hook> hooks = content.objects().hooks();
        if (!hooks.isEmpty()) {
            record.put("hooks", Members.list(hooks, hook -> HookTree.of(hook, chart)));
        }
        return end(record, revision, namespace);
    }

    /** The tree of a new revision that goes back to an earlier one. */
    static MapNode copy(MapNode earlier, String namespace, int revision, ReleaseInfo info) {
        Members record = Members.of(earlier).put("info", info(info));
        return end(record.remove("version").remove("namespace").remove("apply_method"), revision, namespace);
    }

    private static MapNode end(Members record, int revision, String namespace) {
        return record.put("version", revision)
                .put("namespace", namespace)
                .put("apply_method", "ssa")
                .map();
    }

    private static MapNode info(ReleaseInfo info) {
        Members tree = Members.empty();
        putTime(tree, "first_deployed", info.firstDeployed());
        putTime(tree, "last_deployed", info.lastDeployed());
        putTime(tree, "deleted", info.deleted());
        return tree.putUnlessEmpty("description", info.description())
                .put("status", info.status().toString())
                .putUnlessEmpty("notes", info.notes())
                .map();
    }

    static void putTime(Members tree, String key, @Nullable Instant time) {
        if (time != null) {
            tree.put(key, GoTime.text(time));
        }
    }

    /** Makes sure of what every record has, and reads its info. */
    static ReleaseInfo checkedInfo(MapNode tree) throws DamageException {
        if (text(tree, "name").isEmpty()) {
            throw new DamageException("names no release");
        }
        if (revision(tree) < 1) {
            throw new DamageException("has no version, expected the number of its revision");
        }
        if (tree.get("hooks") instanceof ScalarNode hooks && !hooks.isNull()) {
            throw new DamageException("has hooks that are a " + hooks.shape() + ", expected a list");
        }
        MapNode info = tree.map("info");
        if (info == null || text(info, "status").isEmpty()) {
            throw new DamageException("has no info.status");
        }
        return new ReleaseInfo(
                GoTime.parse(text(info, "first_deployed")),
                GoTime.parse(text(info, "last_deployed")),
                GoTime.parse(text(info, "deleted")),
                text(info, "description"),
                ReleaseStatus.of(text(info, "status")),
                text(info, "notes"));
    }

    /** The revision, or 0. */
    static int revision(MapNode tree) {
        long number = number(tree, "version");
        return number == (int) number ? (int) number : 0;
    }

    /** The whole number of a member, or 0. */
    static long number(MapNode map, String key) {
        return map.get(key) instanceof ScalarNode scalar && scalar.value() instanceof Long number ? number : 0;
    }

    /** The hooks that are maps. */
    static List<MapNode> hooks(MapNode tree) {
        List<MapNode> hooks = new ArrayList<>();
        if (tree.get("hooks") instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof MapNode hook) {
                    hooks.add(hook);
                }
            }
        }
        return hooks;
    }

    /** The text of a member, {@code ""} where there is none. */
    static String text(MapNode map, String key) {
        String text = map.text(key);
        return text == null ? "" : text;
    }
}
