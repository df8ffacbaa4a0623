package io.pgchart.manifest;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problems;
import io.pgchart.syntax.DnsName;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks one object as an API server's strict validation would, as far as the field table and the syntax of its parts
 * tell.
 *
 * <p>What is not built into Kubernetes passes with its structure, its name and its metadata checked.
 */
final class ManifestCheck {

    private final FieldTable table;
    private final Problems problems;

    ManifestCheck(FieldTable table, Problems problems) {
        this.table = table;
        this.problems = problems;
    }

    /**
     * The object without the members of its maps that are null.
     *
     * @param subject what a message calls the object
     */
    MapNode check(ObjectId id, MapNode object, String subject) {
        boolean secret = id.kind().equals("Secret") && id.group().isEmpty();
        Findings findings = new Findings(subject, secret, problems);
        FieldCheck fields = new FieldCheck(table, findings);
        ObjectType type = table.kind(id.apiVersion(), id.kind());
        if (type != null) {
            name(id, object, findings);
            return fields.object(object, type);
        }
        if (table.isBuiltIn(id.apiVersion())) {
            unknownKind(id, object, findings);
            return object;
        }
        apiVersion(id, object, findings);
        name(id, object, findings);
        return metadata(object, findings, fields);
    }

    private static void name(ObjectId id, MapNode object, Findings findings) {
        MapNode metadata = object.map("metadata");
        Node name = metadata == null ? null : metadata.get("name");
        if (name != null && !id.name().isEmpty()) {
            int outside = findings.enter("metadata.name");
            // The name of a Secret is no secret.
            findings.plainFlaw(name, id.name(), NameRules.flaw(id.group(), id.kind(), id.name()));
            findings.leave(outside);
        }
    }

    private static MapNode metadata(MapNode object, Findings findings, FieldCheck fields) {
        Map<String, Node> members =
                new LinkedHashMap<>(NullMembers.leftOut(object).members());
        if (members.containsKey("metadata")) {
            int outside = findings.enter("metadata");
            Node metadata = at(object, "metadata");
            members.put("metadata", fields.value(metadata, new FieldType.ObjectOf("meta.v1.ObjectMeta")));
            findings.leave(outside);
        }
        return new MapNode(members, object.origin());
    }

    private void unknownKind(ObjectId id, MapNode object, Findings findings) {
        String kind = id.kind();
        if (table.isRequest(id.apiVersion(), kind)) {
            findings.add("kind", at(object, "kind"), "can't be applied: it is a request or a list", "Remove it.");
            return;
        }
        List<String> elsewhere = table.groupVersionsOf(kind);
        String nextStep = elsewhere.isEmpty()
                ? NearestNames.question(kind, table.kinds(id.apiVersion()), "Mend the kind or the apiVersion.")
                : "Write apiVersion: " + String.join(" or ", elsewhere) + ".";
        findings.add("kind", at(object, "kind"), "is no kind of " + id.apiVersion(), nextStep);
    }

    /** Groups of custom resources have a dot in them, so that a slip in a built-in one can be told from them. */
    private void apiVersion(ObjectId id, MapNode object, Findings findings) {
        String group = id.group();
        String version = id.apiVersion().substring(id.apiVersion().indexOf('/') + 1);
        boolean isCustom =
                group.indexOf('.') > 0 && DnsName.subdomainFlaw(group) == null && DnsName.labelFlaw(version) == null;
        if (!isCustom) {
            List<String> elsewhere = table.groupVersionsOf(id.kind());
            String nextStep = elsewhere.isEmpty()
                    ? NearestNames.question(id.apiVersion(), table.groupVersions(), "Write v1, or group/version.")
                    : "Write apiVersion: " + String.join(" or ", elsewhere) + ".";
            String fault = "'" + id.apiVersion() + "' is no API version of Kubernetes or of a custom resource";
            findings.add("apiVersion", at(object, "apiVersion"), fault, nextStep);
        }
    }

    private static Node at(MapNode object, String key) {
        Node node = object.get(key);
        return node == null ? object : node;
    }
}
