package io.pgchart.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the field table, {@code kubernetes-fields.txt}, from an API server's own description of itself.
 *
 * <p>The form of the table stands in its first lines and in {@link FieldTable}.
 */
final class FieldTableMaker {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, String> WELL_KNOWN = Map.of(
            "resource.Quantity", "q",
            "intstr.IntOrString", "x",
            "meta.v1.Time", "t",
            "meta.v1.MicroTime", "t",
            "apiextensions.v1.JSON", "*");

    /**
     * What the server checks and its description does not tell: {@code !} for required, {@code ?} for not required after
     * all, {@code +} for not empty, and the letter of a language in place of plain text. Source: Kubernetes' pkg/apis, the validation of each group;
     * StrictCheckServerTest compares it with the server.
     */
    private static final Map<String, String> UNTOLD = Map.ofEntries(
            Map.entry("apiextensions.v1.CustomResourceDefinitionVersion.served", "?"),
            Map.entry("apps.v1.DaemonSet.spec", "!"),
            Map.entry("apps.v1.Deployment.spec", "!"),
            Map.entry("apps.v1.StatefulSet.spec", "!"),
            Map.entry("apps.v1.StatefulSetSpec.serviceName", "n"),
            Map.entry("batch.v1.CronJob.spec", "!"),
            Map.entry("batch.v1.CronJobSpec.schedule", "+c"),
            Map.entry("batch.v1.CronJobSpec.timeZone", "z"),
            Map.entry("batch.v1.Job.spec", "!"),
            Map.entry("batch.v1.PodFailurePolicy.rules", "?"),
            Map.entry("core.v1.ConfigMapEnvSource.name", "!+N"),
            Map.entry("core.v1.ConfigMapKeySelector.key", "+f"),
            Map.entry("core.v1.ConfigMapKeySelector.name", "!+N"),
            Map.entry("core.v1.ConfigMapProjection.name", "!+s"),
            Map.entry("core.v1.ConfigMapVolumeSource.name", "!+s"),
            Map.entry("core.v1.Container.image", "!+s"),
            Map.entry("core.v1.Container.name", "+n"),
            Map.entry("core.v1.ContainerPort.containerPort", "p"),
            Map.entry("core.v1.ContainerPort.name", "P"),
            Map.entry("core.v1.DownwardAPIVolumeFile.path", "+s"),
            Map.entry("core.v1.EnvVar.name", "+s"),
            Map.entry("core.v1.ExecAction.command", "!+"),
            Map.entry("core.v1.HTTPGetAction.port", "+v"),
            Map.entry("core.v1.HTTPHeader.value", "?"),
            Map.entry("core.v1.KeyToPath.key", "+s"),
            Map.entry("core.v1.KeyToPath.path", "+s"),
            Map.entry("core.v1.LimitRangeSpec.limits", "?"),
            Map.entry("core.v1.NodeSelectorRequirement.key", "+k"),
            Map.entry("core.v1.ObjectFieldSelector.fieldPath", "+s"),
            Map.entry("core.v1.PersistentVolumeClaim.spec", "!"),
            Map.entry("core.v1.PersistentVolumeClaimSpec.accessModes", "!+"),
            Map.entry("core.v1.PersistentVolumeClaimSpec.resources", "!"),
            Map.entry("core.v1.PersistentVolumeClaimSpec.storageClassName", "N"),
            Map.entry("core.v1.PersistentVolumeSpec.accessModes", "!+"),
            Map.entry("core.v1.PersistentVolumeSpec.capacity", "!"),
            Map.entry("core.v1.PersistentVolumeSpec.storageClassName", "N"),
            Map.entry("core.v1.Pod.spec", "!"),
            Map.entry("core.v1.PodAffinityTerm.topologyKey", "+k"),
            Map.entry("core.v1.PodSpec.containers", "+"),
            Map.entry("core.v1.PodSpec.nodeSelector", "L"),
            Map.entry("core.v1.PodSpec.priorityClassName", "N"),
            Map.entry("core.v1.PodSpec.serviceAccountName", "N"),
            Map.entry("core.v1.PodTemplateSpec.spec", "!"),
            Map.entry("core.v1.ResourceFieldSelector.resource", "+s"),
            Map.entry("core.v1.SeccompProfile.type", "+"),
            Map.entry("core.v1.SecretEnvSource.name", "!+N"),
            Map.entry("core.v1.SecretKeySelector.key", "+f"),
            Map.entry("core.v1.SecretKeySelector.name", "!+N"),
            Map.entry("core.v1.SecretProjection.name", "!+s"),
            Map.entry("core.v1.SecretVolumeSource.secretName", "!+s"),
            Map.entry("core.v1.ServicePort.name", "n"),
            Map.entry("core.v1.ServicePort.port", "p"),
            Map.entry("core.v1.ServicePort.targetPort", "v"),
            Map.entry("core.v1.ServiceSpec.selector", "L"),
            Map.entry("core.v1.TCPSocketAction.port", "+v"),
            Map.entry("core.v1.Toleration.key", "k"),
            Map.entry("core.v1.TopologySpreadConstraint.topologyKey", "+s"),
            Map.entry("core.v1.TypedLocalObjectReference.kind", "?"),
            Map.entry("core.v1.Volume.name", "+n"),
            Map.entry("core.v1.VolumeMount.mountPath", "+s"),
            Map.entry("core.v1.VolumeMount.name", "+n"),
            Map.entry("discovery.v1.EndpointSlice.endpoints", "?"),
            Map.entry("meta.v1.LabelSelector.matchLabels", "L"),
            Map.entry("meta.v1.LabelSelectorRequirement.key", "+k"),
            Map.entry("meta.v1.ObjectMeta.annotations", "A"),
            Map.entry("meta.v1.ObjectMeta.labels", "L"),
            Map.entry("meta.v1.ObjectMeta.namespace", "n"),
            Map.entry("networking.v1.IngressServiceBackend.name", "+s"),
            Map.entry("networking.v1.IngressSpec.ingressClassName", "+N"),
            Map.entry("networking.v1.IngressTLS.secretName", "N"),
            Map.entry("networking.v1.NetworkPolicyPort.port", "v"),
            Map.entry("rbac.v1.PolicyRule.verbs", "+"),
            Map.entry("rbac.v1.RoleRef.apiGroup", "?"),
            Map.entry("rbac.v1.RoleRef.name", "+s"),
            Map.entry("rbac.v1.Subject.name", "+s"),
            Map.entry("scheduling.v1.PriorityClass.value", "?"));

    private final Function<String, String> get;
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, List<String>> kinds = new TreeMap<>();
    private final Deque<String> wanted = new ArrayDeque<>();

    /** @param get answers a GET of a path of the API server, {@code /version} */
    FieldTableMaker(Function<String, String> get) {
        this.get = get;
    }

    String table() {
        String version = JSON.readTree(get.apply("/version")).get("gitVersion").asString();
        JsonNode index = JSON.readTree(get.apply("/openapi/v3")).get("paths");
        for (Map.Entry<String, JsonNode> entry : index.properties()) {
            String path = entry.getKey();
            if (path.matches("api/v1|apis/[^/]+/[^/]+")) {
                JsonNode document = JSON.readTree(
                        get.apply(entry.getValue().get("serverRelativeURL").asString()));
                addGroupVersion(path.replaceFirst("^apis?/", ""), document);
            }
        }
        return head(version) + String.join("\n", lines()) + "\n";
    }

    private static String head(String version) {
        return """
                # The kinds and fields of Kubernetes %s, from /openapi/v3 of its API server.
                # Made by FieldTableServerTest; FieldTable says what the letters mean. Don't edit.
                """.formatted(version);
    }

    private void addGroupVersion(String groupVersion, JsonNode document) {
        JsonNode components = document.path("components").path("schemas");
        components.properties().forEach(schema -> schemas.put(shortName(schema.getKey()), schema.getValue()));
        Map<String, String> applied = appliedKinds(document.get("paths"));
        Map<String, String> entries = new TreeMap<>();
        components.properties().forEach(schema -> {
            for (JsonNode gvk : schema.getValue().path("x-kubernetes-group-version-kind")) {
                String kind = gvk.get("kind").asString();
                boolean isOwn = !schema.getKey().contains(".apis.meta.")
                        && schema.getKey().endsWith("." + kind);
                if (isOwn && groupVersion(gvk).equals(groupVersion)) {
                    String scope = applied.get(groupVersion + " " + kind);
                    entries.put(kind, scope == null ? kind : kind + ":" + scope + shortName(schema.getKey()));
                    if (scope != null) {
                        wanted.add(shortName(schema.getKey()));
                    }
                }
            }
        });
        if (!entries.isEmpty()) {
            kinds.put(groupVersion, new ArrayList<>(entries.values()));
        }
    }

    /** Kinds that can be patched by name, with {@code n:} for those in a namespace and {@code c:} for the others. */
    private static Map<String, String> appliedKinds(JsonNode paths) {
        Map<String, String> scopes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            JsonNode gvk = path.getValue().path("patch").path("x-kubernetes-group-version-kind");
            if (!gvk.isMissingNode() && path.getKey().endsWith("/{name}")) {
                boolean inNamespace = path.getKey().contains("/namespaces/{namespace}/");
                scopes.put(groupVersion(gvk) + " " + gvk.get("kind").asString(), inNamespace ? "n:" : "c:");
            }
        }
        return scopes;
    }

    private static String groupVersion(JsonNode gvk) {
        String group = gvk.get("group").asString();
        return (group.isEmpty() ? "" : group + "/") + gvk.get("version").asString();
    }

    /** {@code io.k8s.api.apps.v1.StatefulSet} is {@code apps.v1.StatefulSet}. */
    private static String shortName(String name) {
        return name.replaceFirst("^io\\.k8s\\.", "").replaceFirst("^(.*\\.)?(apis?|util|pkg)\\.", "");
    }

    private List<String> lines() {
        Map<String, String> lines = new TreeMap<>();
        kinds.forEach((groupVersion, entries) -> lines.put(groupVersion, String.join(" ", entries)));
        while (!wanted.isEmpty()) {
            String type = wanted.remove();
            if (!lines.containsKey(type)) {
                lines.put(type, fields(type, schema(type)));
            }
        }
        List<String> all = new ArrayList<>();
        lines.forEach((key, rest) -> all.add(key + " " + rest));
        return all;
    }

    private JsonNode schema(String type) {
        return Objects.requireNonNull(schemas.get(type), type);
    }

    private String fields(String type, JsonNode schema) {
        TreeSet<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        Map<String, String> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            String name = property.getKey();
            String untold = UNTOLD.getOrDefault(type + "." + name, "");
            boolean needed = untold.startsWith("!") || (required.contains(name) && !untold.startsWith("?"));
            String filled = untold.contains("+") ? "+" : "";
            String language = untold.replaceAll("[!?+]", "");
            String told = type(property.getValue());
            fields.put(name, name + (needed ? "!:" : ":") + filled + (language.isEmpty() ? told : language));
        }
        return String.join(" ", fields.values());
    }

    private String type(JsonNode schema) {
        JsonNode ref = schema.has("$ref")
                ? schema.get("$ref")
                : schema.path("allOf").path(0).path("$ref");
        if (!ref.isMissingNode()) {
            return reference(shortName(ref.asString().replaceFirst(".*/", "")));
        }
        return switch (schema.path("type").asString("")) {
            case "string" -> string(schema);
            case "boolean" -> "b";
            case "integer" -> schema.path("format").asString("int64").equals("int32") ? "i" : "l";
            case "number" -> "d";
            case "array" -> "[" + keys(schema) + type(schema.get("items"));
            case "object" -> schema.has("additionalProperties") ? "{" + type(schema.get("additionalProperties")) : "o";
            case "" -> "*";
            default -> throw new IllegalStateException("a type of its own: " + schema);
        };
    }

    private String reference(String name) {
        if (WELL_KNOWN.containsKey(name)) {
            return WELL_KNOWN.get(name);
        }
        JsonNode schema = schema(name);
        if (schema.has("properties")) {
            wanted.add(name);
            return name;
        }
        return type(schema);
    }

    private static String string(JsonNode schema) {
        if (schema.path("format").asString("").equals("byte")) {
            return "y";
        }
        if (!schema.has("enum")) {
            return "s";
        }
        List<String> values = new ArrayList<>();
        schema.get("enum").forEach(value -> values.add(value.asString()));
        if (values.stream().anyMatch(value -> value.matches(".*[~|)].*"))) {
            throw new IllegalStateException("the table can't hold " + values);
        }
        return "e(" + String.join("|", values).replace(' ', '~') + ")";
    }

    /** The keys by which the items of a list are told apart, with their defaults. */
    private String keys(JsonNode list) {
        String kind = list.path("x-kubernetes-list-type").asString("atomic");
        if (kind.equals("set")) {
            return "()";
        }
        if (!kind.equals("map")) {
            return "";
        }
        JsonNode items = list.get("items");
        JsonNode ref = items.has("$ref")
                ? items.get("$ref")
                : items.path("allOf").path(0).path("$ref");
        JsonNode properties =
                schema(shortName(ref.asString().replaceFirst(".*/", ""))).get("properties");
        List<String> keys = new ArrayList<>();
        list.get("x-kubernetes-list-map-keys").forEach(key -> {
            JsonNode byDefault = properties.get(key.asString()).path("default");
            keys.add(key.asString() + (byDefault.isValueNode() ? "=" + byDefault.asString() : ""));
        });
        return "(" + String.join(",", keys) + ")";
    }
}
