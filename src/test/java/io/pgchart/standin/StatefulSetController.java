package io.pgchart.standin;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of one StatefulSet: revisions, volumes, pods, their replacement, the status.
 *
 * <p>Source: Kubernetes' documentation, "StatefulSets". As the real one does, it replaces pods one after the other, the last
 * first, and never one that is not ready.
 */
final class StatefulSetController {

    private static final String REVISION = "controller-revision-hash";

    private final FakeServer server;
    private final LiveObject set;
    private final List<LiveObject> revisions;
    private final int replicas;
    private final String revision;

    StatefulSetController(FakeServer server, LiveObject set, List<LiveObject> all) {
        this.server = server;
        this.set = set;
        this.revisions = all.stream()
                .filter(object -> object.id().kind().equals("ControllerRevision") && Fields.isOwnedBy(object, set))
                .toList();
        this.replicas = Math.toIntExact(set.number(1, "spec", "replicas"));
        this.revision = set.id().name() + "-" + Integer.toHexString(template().hashCode());
    }

    private String template() {
        return Fields.json(set, "spec", "template");
    }

    void step() {
        revise();
        if (!scale()) {
            replace();
        }
        tell();
    }

    /** The newest revision has the highest number, also when an old one comes back. */
    private void revise() {
        long newest = revisions.stream()
                .mapToLong(one -> one.number(0, "revision"))
                .max()
                .orElse(0);
        boolean isNewest = revisions.stream()
                .anyMatch(one -> one.id().name().equals(revision) && one.number(0, "revision") == newest);
        if (!isNewest) {
            server.put("{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: " + revision + ", namespace: "
                    + set.id().namespace() + ", ownerReferences: [" + Fields.reference(set) + "]}, data: {spec: "
                    + "{template: " + template() + "}}, revision: " + (newest + 1) + "}");
        }
    }

    /** Makes the pods that are missing and removes those that are too many; whether there was anything to do. */
    private boolean scale() {
        boolean isOrdered = !set.text("spec", "podManagementPolicy").equals("Parallel");
        LiveObject surplus = pod(replicas);
        if (surplus != null) {
            server.remove(surplus.id());
            return true;
        }
        boolean isBusy = false;
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            LiveObject pod = pod(ordinal);
            if (pod == null) {
                create(ordinal);
            }
            boolean isReady = pod != null && Fields.is(pod, "Ready");
            isBusy |= pod == null;
            if (isOrdered && !isReady) {
                return isBusy;
            }
        }
        return isBusy;
    }

    private void create(int ordinal) {
        String name = set.id().name() + "-" + ordinal;
        for (MapNode claim : Fields.maps(set, "spec", "volumeClaimTemplates")) {
            MapNode metadata = Objects.requireNonNull(claim.map("metadata"));
            claim(metadata.text("name") + "-" + name, claim);
        }
        LiveObject pod = server.put(Controllers.podOf(set, name));
        server.patch(
                pod.id(),
                "controller",
                "metadata: {labels: {" + REVISION + ": " + revision + ", statefulset.kubernetes.io/pod-name: " + name
                        + ", apps.kubernetes.io/pod-index: '" + ordinal + "'}}");
    }

    /** Its labels are those that the StatefulSet selects its pods by; it belongs to nobody, and so stays. */
    private void claim(String name, MapNode template) {
        if (server.find(new ObjectId("v1", "PersistentVolumeClaim", set.id().namespace(), name)) == null) {
            server.put("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: " + name + ", namespace: "
                    + set.id().namespace() + ", labels: " + Fields.json(set, "spec", "selector", "matchLabels")
                    + "}, spec: " + JsonText.of(Objects.requireNonNull(template.map("spec")))
                    + ", status: {phase: Bound}}");
        }
    }

    private void replace() {
        for (int ordinal = replicas - 1; ordinal >= 0; ordinal--) {
            LiveObject pod = pod(ordinal);
            if (pod == null || (!isUpdated(pod) && !Fields.is(pod, "Ready"))) {
                return;
            }
            if (!isUpdated(pod)) {
                server.remove(pod.id());
                return;
            }
        }
    }

    private void tell() {
        List<LiveObject> pods = IntStream.range(0, replicas)
                .mapToObj(this::pod)
                .flatMap(Stream::ofNullable)
                .toList();
        long ready = pods.stream().filter(pod -> Fields.is(pod, "Ready")).count();
        long updated = pods.stream().filter(this::isUpdated).count();
        String before = set.text("status", "currentRevision");
        String current = before.isEmpty() || updated == replicas ? revision : before;
        server.status(
                set.id(),
                "{observedGeneration: " + set.number(1, "metadata", "generation") + ", replicas: " + pods.size()
                        + ", readyReplicas: " + ready + ", availableReplicas: " + ready + ", updatedReplicas: "
                        + updated + ", currentReplicas: " + (current.equals(revision) ? updated : pods.size() - updated)
                        + ", currentRevision: " + current + ", updateRevision: " + revision + ", collisionCount: 0}");
    }

    private boolean isUpdated(LiveObject pod) {
        return revision.equals(pod.label(REVISION));
    }

    private @Nullable LiveObject pod(int ordinal) {
        return server.find(
                new ObjectId("v1", "Pod", set.id().namespace(), set.id().name() + "-" + ordinal));
    }
}
