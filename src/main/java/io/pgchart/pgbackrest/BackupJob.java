package io.pgchart.pgbackrest;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Job of a backup that is made now, out of a CronJob that makes such backups by its schedule: with the same pods,
 * rights and time, and removed by that CronJob's history limits.
 *
 * <p>A CronJob is known by the words after the chart's backup script in the arguments of its containers.
 */
public final class BackupJob {

    private static final String SCRIPT = "/backup.sh";
    private static final String VERIFY = "verify";
    private static final Origin ORIGIN = Origin.of("backup");

    private BackupJob() {}

    /** The type of the backups that a CronJob makes, or null when it makes none. */
    public static @Nullable BackupType typeOf(MapNode cronJob) {
        MapNode spec = jobSpec(cronJob);
        return spec == null ? null : type(spec);
    }

    /**
     * The Job.
     *
     * @param cronJob as the cluster has it, of the wanted type, or of another one that is then left out
     * @param name of the Job
     */
    public static MapNode of(LiveObject cronJob, BackupType type, String name) {
        MapNode spec = jobSpec(cronJob.tree());
        if (spec == null || type(spec) == null) {
            throw new IllegalArgumentException(cronJob + " makes no backups");
        }
        Map<String, Node> job = new LinkedHashMap<>();
        job.put("apiVersion", text("batch/v1"));
        job.put("kind", text("Job"));
        job.put("metadata", metadata(cronJob, name));
        job.put("spec", retyped(spec, type));
        return new MapNode(job, ORIGIN);
    }

    /** As {@code kubectl create job --from} has it. */
    private static MapNode metadata(LiveObject cronJob, String name) {
        Map<String, Node> owner = new LinkedHashMap<>();
        owner.put("apiVersion", text(cronJob.id().apiVersion()));
        owner.put("kind", text(cronJob.id().kind()));
        owner.put("name", text(cronJob.id().name()));
        owner.put("uid", text(cronJob.uid()));
        owner.put("controller", new ScalarNode(true, ORIGIN));
        Map<String, Node> metadata = new LinkedHashMap<>();
        metadata.put("name", text(name));
        metadata.put("annotations", new MapNode(Map.of("cronjob.kubernetes.io/instantiate", text("manual")), ORIGIN));
        metadata.put("ownerReferences", new ListNode(List.of(new MapNode(owner, ORIGIN)), ORIGIN));
        return new MapNode(metadata, ORIGIN);
    }

    private static @Nullable MapNode jobSpec(MapNode cronJob) {
        MapNode spec = cronJob.map("spec");
        MapNode template = spec == null ? null : spec.map("jobTemplate");
        return template == null ? null : template.map("spec");
    }

    /** What the first call of the script asks for. */
    private static @Nullable BackupType type(Node node) {
        if (node instanceof MapNode map) {
            return firstType(map.members().values());
        }
        if (!(node instanceof ListNode list)) {
            return null;
        }
        int word = typeWord(list);
        return word < 0
                ? firstType(list.items())
                : BackupType.of(textOf(list.items().get(word)));
    }

    private static @Nullable BackupType firstType(Iterable<Node> nodes) {
        for (Node node : nodes) {
            BackupType type = type(node);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    /** The same with another type in each call of the script. */
    private static Node retyped(Node node, BackupType type) {
        if (node instanceof MapNode map) {
            Map<String, Node> members = new LinkedHashMap<>();
            map.members().forEach((key, value) -> members.put(key, retyped(value, type)));
            return new MapNode(members, map.origin());
        }
        if (!(node instanceof ListNode list)) {
            return node;
        }
        int word = typeWord(list);
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            items.add(i == word ? text(type.toString()) : retyped(list.items().get(i), type));
        }
        return new ListNode(items, list.origin());
    }

    /** Where the type stands in arguments that call the script; -1 in others. */
    private static int typeWord(ListNode arguments) {
        List<Node> items = arguments.items();
        for (int i = 0; i < items.size() - 1; i++) {
            if (textOf(items.get(i)).endsWith(SCRIPT)) {
                int word = textOf(items.get(i + 1)).equals(VERIFY) ? i + 2 : i + 1;
                return word < items.size() && BackupType.of(textOf(items.get(word))) != null ? word : -1;
            }
        }
        return -1;
    }

    private static String textOf(Node node) {
        return node instanceof ScalarNode scalar ? scalar.text() : "";
    }

    private static ScalarNode text(String text) {
        return new ScalarNode(text, ORIGIN);
    }
}
