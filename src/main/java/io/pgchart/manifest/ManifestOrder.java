package io.pgchart.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which the objects of a release are applied, written and numbered: by kind, then by name.
 *
 * <p>A total order: two manifests are equal in it only if their ids are. ConfigMaps, Secrets, then what grants access,
 * Services, the StatefulSet, CronJobs; other kinds where Helm's install order puts them relative to these; kinds that
 * Helm does not know come last, by their names. Source: Helm's pkg/release/v1/util/kind_sorter.go.
 */
public final class ManifestOrder implements Comparator<Manifest> {

    /** Compares by kind, name, namespace, API group and version. */
    public static final Comparator<Manifest> APPLY = new ManifestOrder();

    private static final List<String> KINDS = List.of(
            "PriorityClass",
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodDisruptionBudget",
            "ConfigMap",
            "Secret",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration");

    private ManifestOrder() {}

    /** The manifests in this order; the list given is left alone. */
    public static List<Manifest> sorted(List<Manifest> manifests) {
        List<Manifest> sorted = new ArrayList<>(manifests);
        sorted.sort(APPLY);
        return List.copyOf(sorted);
    }

    @Override
    public int compare(Manifest a, Manifest b) {
        ObjectId left = a.id();
        ObjectId right = b.id();
        int order = Integer.compare(rank(left.kind()), rank(right.kind()));
        order = order != 0 ? order : left.kind().compareTo(right.kind());
        order = order != 0 ? order : left.name().compareTo(right.name());
        order = order != 0 ? order : namespace(left).compareTo(namespace(right));
        return order != 0 ? order : left.apiVersion().compareTo(right.apiVersion());
    }

    private static int rank(String kind) {
        int rank = KINDS.indexOf(kind);
        return rank < 0 ? KINDS.size() : rank;
    }

    private static String namespace(ObjectId id) {
        return id.namespace() == null ? "" : id.namespace();
    }
}
