package io.pgchart.cluster;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifests;
import io.pgchart.manifest.ObjectId;
import io.pgchart.syntax.Quantity;
import io.pgchart.yaml.MapNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a real server refuses before it writes, as far as a deploy comes across it. */
record Admission(FakeServer server, String subject) {

    /** The parts of a StatefulSet's spec that may change. Source: Kubernetes' pkg/apis/apps/validation. */
    private static final List<String> MUTABLE = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    /** Refuses as an apply is refused: a Kubernetes 1.34 server answers 500 without a reason. */
    void refuseUnknownFields(MapNode object) {
        for (String path : unknownFields(object)) {
            String message = "failed to create typed patch object: ." + path + ": field not declared in schema";
            throw new RefusedException(new Refusal(subject, 500, "", message, List.of()));
        }
    }

    /** Refuses as a create is refused. */
    void refuseUnknownFieldsOfNew(MapNode object) {
        for (String path : unknownFields(object)) {
            String message = "strict decoding error: unknown field \"" + path + "\"";
            throw FakeCluster.refusal(subject, 400, "BadRequest", message);
        }
    }

    private static List<String> unknownFields(MapNode object) {
        Problems problems = new Problems();
        Manifests.of(List.of(object), "object", problems);
        return problems.list().stream()
                .filter(problem -> problem.fault().startsWith("is no field of"))
                .map(problem -> problem.subject().substring(problem.subject().indexOf(' ') + 1))
                .toList();
    }

    void check(@Nullable Stored live, Stored merged) {
        ObjectId id = merged.id();
        if (live == null && id.namespace() != null) {
            refuseWithoutNamespace(id.namespace());
        }
        if (live != null) {
            refuseChangeOfImmutable(live, merged);
        }
    }

    private void refuseWithoutNamespace(String name) {
        Stored namespace = server.objects.find(new ObjectId("v1", "Namespace", null, name));
        if (namespace == null) {
            throw FakeCluster.refusal(subject, 404, "NotFound", "namespaces \"" + name + "\" not found");
        }
        if (namespace.isBeingDeleted()) {
            String message = "unable to create new content in namespace " + name + " because it is being terminated";
            Cause cause = new Cause(
                    "NamespaceTerminating", "namespace " + name + " is being terminated", "metadata.namespace");
            throw new RefusedException(new Refusal(subject, 403, "Forbidden", message, List.of(cause)));
        }
    }

    private void refuseChangeOfImmutable(Stored live, Stored merged) {
        switch (merged.id().kind()) {
            case "StatefulSet" -> {
                if (!fixed(live).equals(fixed(merged))) {
                    String message = "Forbidden: updates to statefulset spec for fields other than 'replicas', "
                            + "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                            + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
                    refuse("FieldValueForbidden", "spec", message);
                }
            }
            case "PersistentVolumeClaim" -> refuseGrowth(live, merged);
            case "Job" -> refuseChange(live, merged, "spec.template");
            case "Secret" -> refuseChange(live, merged, "type");
            case "RoleBinding", "ClusterRoleBinding" -> refuseChange(live, merged, "roleRef");
            default -> {}
        }
    }

    private void refuseChange(Stored live, Stored merged, String path) {
        if (!Objects.equals(at(live, path), at(merged, path))) {
            refuse("FieldValueInvalid", path, "Invalid value: " + at(merged, path) + ": field is immutable");
        }
    }

    /** As Kubernetes' pkg/apis/core/validation and plugin/pkg/admission/storage/persistentvolume/resize do. */
    private void refuseGrowth(Stored live, Stored merged) {
        String before = size(live, "spec.resources.requests.storage");
        String after = size(merged, "spec.resources.requests.storage");
        if (before.equals(after)) {
            return;
        }
        if (!size(live, "status.phase").equals("Bound")) {
            String message = "Forbidden: spec is immutable after creation except resources.requests and"
                    + " volumeAttributesClassName for bound claims";
            refuse("FieldValueForbidden", "spec", message);
        }
        if (Quantity.amount(after).compareTo(Quantity.amount(size(live, "status.capacity.storage"))) < 0) {
            String message = "Forbidden: field can not be less than status.capacity";
            refuse("FieldValueForbidden", "spec.resources.requests.storage", message);
        }
        Stored growing = server.objects.find(
                new ObjectId("storage.k8s.io/v1", "StorageClass", null, size(live, "spec.storageClassName")));
        if (growing == null || !Boolean.TRUE.equals(at(growing, "allowVolumeExpansion"))) {
            String message = "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
                    + " pvc must support resize";
            throw FakeCluster.refusal(subject, 403, "Forbidden", message);
        }
    }

    private static String size(Stored claim, String path) {
        return String.valueOf(at(claim, path));
    }

    private void refuse(String reason, String field, String message) {
        Cause cause = new Cause(reason, message, field);
        throw new RefusedException(
                new Refusal(subject, 422, "Invalid", "is invalid: " + field + ": " + message, List.of(cause)));
    }

    private static Map<String, Object> fixed(Stored object) {
        Map<String, Object> spec = new LinkedHashMap<>(Plain.child(Plain.copy(object.tree()), "spec"));
        spec.keySet().removeAll(MUTABLE);
        return spec;
    }

    private static @Nullable Object at(Stored object, String path) {
        FieldPath at = FieldPath.ROOT;
        for (String key : path.split("\\.", -1)) {
            at = at.member(key);
        }
        return at.in(object.tree());
    }
}
