package io.pgchart.pgbackrest;

import static io.pgchart.pgbackrest.DatabasePods.list;
import static io.pgchart.pgbackrest.DatabasePods.map;
import static io.pgchart.pgbackrest.DatabasePods.members;
import static io.pgchart.pgbackrest.DatabasePods.text;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The Jobs that run {@code restore.sh} in a pod like the database's: the same image, user, configuration, credentials and
 * place, but no probes, and in no Service.
 *
 * @param pods of the database
 * @param instance whose volume it is about
 * @param source the path in the repository to read from
 * @param name of the Job
 */
public record RestoreJob(DatabasePods pods, int instance, String source, String name) {

    private static final Origin ORIGIN = Origin.of("restore");
    private static final String SCRIPT = "/etc/pgbackrest/restore.sh";

    /** Of the StatefulSet: what else has to be true of a database that is verified. The Job's pod has it, too. */
    private static final String QUERY = "pgchart.io/verify-query";

    /** A large database takes its time; what keeps a pod from running is noticed long before. */
    private static final Duration AT_MOST = Duration.ofHours(24);

    /** Its log may still be wanted. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Set<String> OF_A_SERVER =
            Set.of("command", "args", "ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "env");

    /** The only form that pgBackRest 2.45 takes; of others, as with a T and a Z, it says that they are invalid. */
    private static final DateTimeFormatter TARGET = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .appendLiteral("+00")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What tells, in the pod of a database that is up, whether there is room for that restore; exit code 4: there is none. */
    public List<String> room(RestorePlan plan, boolean isInPlace) {
        List<String> command = new ArrayList<>(List.of("env", "RESTORE_FROM=" + source));
        environment(plan, isInPlace).forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("sh", SCRIPT, "room"));
        return command;
    }

    /** What tells, in the pod of a database that is up, since when it has lived its timelines: {@link Repository#knownBy}. */
    public static List<String> lives() {
        return List.of("sh", SCRIPT, "lives");
    }

    /** Tells what the repository holds: what {@link Repository#read} reads. */
    public MapNode look() {
        List<MapNode> volumes = new ArrayList<>();
        pods.templates().forEach(template -> volumes.add(volume(template, "emptyDir", map(Map.of()))));
        return job("look", Map.of(), volumes);
    }

    /**
     * Restores an instance's volume, of which nobody else may make use meanwhile.
     *
     * @param isInPlace over the files that are there
     * @param begun when the database's pod was gone: should it start again before the Job does, that changes nothing
     */
    public MapNode restore(RestorePlan plan, boolean isInPlace, Instant begun) {
        List<MapNode> volumes = new ArrayList<>();
        for (MapNode template : pods.templates()) {
            MapNode claim = map(Map.of("claimName", text(pods.claim(template, instance))));
            volumes.add(volume(template, "persistentVolumeClaim", claim));
        }
        Map<String, String> environment = environment(plan, isInPlace);
        environment.put("RESTORE_BEGUN", Long.toString(begun.getEpochSecond()));
        return job("restore", environment, volumes);
    }

    /** Restores into volumes of its own, checks what is there, and throws it away. */
    public MapNode verify(RestorePlan plan) {
        List<MapNode> volumes = new ArrayList<>();
        for (MapNode template : pods.templates()) {
            MapNode claim = map(Map.of("spec", map(members(template.at("spec")))));
            volumes.add(volume(template, "ephemeral", map(Map.of("volumeClaimTemplate", claim))));
        }
        return job("verify", environment(plan, false), volumes);
    }

    private static Map<String, String> environment(RestorePlan plan, boolean isInPlace) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("RESTORE_SET", plan.backup().label());
        environment.put("RESTORE_TYPE", type(plan));
        if (plan.until() != null) {
            environment.put("RESTORE_TARGET", TARGET.format(plan.until()));
        }
        environment.put("RESTORE_TIMELINE", Long.toString(plan.timeline()));
        environment.put("RESTORE_BYTES", Long.toString(plan.backup().bytes()));
        environment.put("RESTORE_WAL_FIRST", plan.backup().wal().first());
        if (plan.isBackupAlone()) {
            environment.put("RESTORE_WAL_LAST", plan.backup().wal().last());
        }
        environment.put("RESTORE_IN_PLACE", isInPlace ? "yes" : "no");
        return environment;
    }

    private static String type(RestorePlan plan) {
        if (plan.isBackupAlone()) {
            return "immediate";
        }
        return plan.until() == null ? "default" : "time";
    }

    private static MapNode volume(MapNode template, String kind, MapNode source) {
        Map<String, Node> volume = new LinkedHashMap<>();
        volume.put("name", text(template.textAt("metadata", "name")));
        volume.put(kind, source);
        return map(volume);
    }

    private MapNode job(String action, Map<String, String> environment, List<MapNode> volumes) {
        MapNode labels = labels();
        Map<String, Node> template = new LinkedHashMap<>();
        template.put("metadata", map(Map.of("labels", labels, "annotations", annotations())));
        template.put("spec", podSpec(action, environment, volumes));
        Map<String, Node> spec = new LinkedHashMap<>();
        spec.put("backoffLimit", number(0));
        spec.put("activeDeadlineSeconds", number(AT_MOST.toSeconds()));
        spec.put("ttlSecondsAfterFinished", number(KEPT.toSeconds()));
        spec.put("template", map(template));
        Map<String, Node> metadata = new LinkedHashMap<>();
        metadata.put("name", text(name));
        metadata.put("labels", labels);
        Map<String, Node> job = new LinkedHashMap<>();
        job.put("apiVersion", text("batch/v1"));
        job.put("kind", text("Job"));
        job.put("metadata", map(metadata));
        job.put("spec", map(spec));
        return map(job);
    }

    /** Those that its user gave the pods; none by which a Service or a controller would take it for one of the database's. */
    private MapNode labels() {
        MapNode tree = pods.statefulSet().tree();
        Map<String, Node> labels = new LinkedHashMap<>(members(tree.at("spec", "template", "metadata", "labels")));
        labels.keySet()
                .removeAll(members(tree.at("spec", "selector", "matchLabels")).keySet());
        labels.put("app.kubernetes.io/component", text("restore"));
        return map(labels);
    }

    private MapNode annotations() {
        MapNode tree = pods.statefulSet().tree();
        Map<String, Node> annotations =
                new LinkedHashMap<>(members(tree.at("spec", "template", "metadata", "annotations")));
        String query = tree.textAt("metadata", "annotations", QUERY);
        if (!query.isEmpty()) {
            annotations.put(QUERY, text(query));
        }
        return map(annotations);
    }

    private MapNode podSpec(String action, Map<String, String> environment, List<MapNode> volumes) {
        MapNode template = pods.statefulSet().tree();
        Map<String, Node> spec = new LinkedHashMap<>(members(template.at("spec", "template", "spec")));
        List<MapNode> all = new ArrayList<>(template.mapsAt("spec", "template", "spec", "volumes"));
        all.addAll(volumes);
        spec.put("initContainers", list(preparations()));
        spec.put("containers", list(List.of(container(action, environment))));
        spec.put("volumes", list(all));
        spec.put("restartPolicy", text("Never"));
        return map(spec);
    }

    /** The init containers that prepare something else than the data. */
    private List<MapNode> preparations() {
        List<String> data = new ArrayList<>();
        pods.templates().forEach(template -> data.add(template.textAt("metadata", "name")));
        List<MapNode> kept = new ArrayList<>();
        for (MapNode container : pods.statefulSet().tree().mapsAt("spec", "template", "spec", "initContainers")) {
            if (container.mapsAt("volumeMounts").stream().noneMatch(mount -> data.contains(mount.textAt("name")))) {
                kept.add(container);
            }
        }
        return kept;
    }

    private MapNode container(String action, Map<String, String> environment) {
        Map<String, Node> container = new LinkedHashMap<>(pods.container().members());
        container.keySet().removeAll(OF_A_SERVER);
        container.put("command", list(List.of(text("sh"), text(SCRIPT), text(action))));
        List<MapNode> variables = new ArrayList<>();
        for (MapNode variable : pods.container().mapsAt("env")) {
            // Its own name is another one, and the path in the repository is made of it.
            boolean isName = variable.textAt("name").equals("POD_NAME");
            variables.add(isName ? variable("POD_NAME", pods.pod(instance)) : variable);
        }
        variables.add(variable("RESTORE_FROM", source));
        // In a value a dollar could stand for something else.
        MapNode query = map(Map.of("fieldPath", text("metadata.annotations['" + QUERY + "']")));
        variables.add(map(Map.of("name", text("VERIFY_QUERY"), "valueFrom", map(Map.of("fieldRef", query)))));
        environment.forEach((name, value) -> variables.add(variable(name, value)));
        container.put("env", list(variables));
        return map(container);
    }

    private static MapNode variable(String name, String value) {
        return map(Map.of("name", text(name), "value", text(value)));
    }

    private static ScalarNode number(long number) {
        return new ScalarNode(number, ORIGIN);
    }
}
