package io.pgchart.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Which objects may be applied at the same time.
 *
 * <p>A binding comes after its role, for the server refuses one to whoever can't see what it grants; the workload after
 * all that its pods need, volumes that have grown among it; what runs on a schedule after the workload is ready.
 */
final class Waves {

    private static final List<String> FOUNDATION =
            List.of("PriorityClass", "Namespace", "StorageClass", "CustomResourceDefinition");
    private static final List<String> BINDINGS = List.of("ClusterRoleBinding", "RoleBinding");
    private static final List<String> WORKLOADS =
            List.of("DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "Job");
    private static final List<String> CONFIGURATION = List.of(
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodDisruptionBudget",
            "ConfigMap",
            "Secret",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "ServiceAccount",
            "ClusterRole",
            "Role");

    private static final List<String> NAMES =
            List.of("foundation", "configuration", "access", "services", Wave.VOLUMES, "workloads", "schedules");

    private Waves() {}

    /** The waves that have something in them; inside each the order stays as it was. */
    static List<Wave> of(List<Change> changes) {
        List<List<Change>> waves = new ArrayList<>();
        NAMES.forEach(name -> waves.add(new ArrayList<>()));
        for (Change change : changes) {
            waves.get(
                            change.action() == Change.Action.GROW
                                    ? 4
                                    : wave(change.id().kind()))
                    .add(change);
        }
        List<Wave> filled = new ArrayList<>();
        for (int i = 0; i < waves.size(); i++) {
            if (!waves.get(i).isEmpty()) {
                filled.add(new Wave(NAMES.get(i), waves.get(i)));
            }
        }
        return filled;
    }

    private static int wave(String kind) {
        if (FOUNDATION.contains(kind)) {
            return 0;
        }
        if (CONFIGURATION.contains(kind)) {
            return 1;
        }
        if (BINDINGS.contains(kind)) {
            return 2;
        }
        if (kind.equals("Service")) {
            return 3;
        }
        return WORKLOADS.contains(kind) ? 5 : 6;
    }
}
