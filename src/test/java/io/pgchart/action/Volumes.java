package io.pgchart.action;

import io.pgchart.cluster.FakeRequest;
import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.VolumeClaims;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import java.util.Objects;

/**
 * Plays the controllers of volumes on a fake server: a StatefulSet gets a pod and a claim for its one instance, or adopts
 * the pod that is there, and a claim that asks for more gets it at once.
 */
final class Volumes {

    static final ObjectId POD = new ObjectId("v1", "Pod", "orders", "postgresql-0");
    static final ObjectId CLAIM =
            new ObjectId("v1", "PersistentVolumeClaim", "orders", "postgresql-storage-postgresql-0");

    /** Whether claims get what they ask for. */
    boolean grow = true;

    private final FakeServer server;

    Volumes(FakeServer server) {
        this.server = server;
        allowExpansion(true);
        server.afterWrite(this::control);
    }

    void allowExpansion(boolean isAllowed) {
        server.put("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: standard},"
                + " provisioner: example.com/disks, allowVolumeExpansion: " + isAllowed + "}");
    }

    /** What a claim asks for. */
    static String asked(LiveObject claim) {
        return claim.text("spec", "resources", "requests", "storage");
    }

    LiveObject claim() {
        return Objects.requireNonNull(server.find(CLAIM));
    }

    LiveObject pod() {
        return Objects.requireNonNull(server.find(POD));
    }

    /** Lets the claim have what it asks for. */
    void capacity() {
        server.status(CLAIM, "{phase: Bound, capacity: {storage: " + asked(claim()) + "}}");
    }

    private void control(FakeRequest request) {
        if (request.verb().equals("DELETE") || request.isDryRun()) {
            return;
        }
        if (request.writes("StatefulSet")) {
            control(Objects.requireNonNull(server.find(request.object())));
        } else if (request.writes(VolumeClaims.KIND) && grow) {
            capacity();
        }
    }

    private void control(LiveObject set) {
        String owner = "ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: postgresql, controller: true,"
                + " uid: '" + set.uid() + "'}]";
        if (server.find(POD) == null) {
            server.put("{apiVersion: v1, kind: Pod, metadata: {name: postgresql-0, " + owner + "}, spec: {}}");
        } else {
            server.patch(POD, "controller", "metadata: {" + owner + "}");
        }
        if (server.find(CLAIM) == null) {
            server.put("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: " + CLAIM.name()
                    + "}, spec: {storageClassName: standard, resources: {requests: {storage: " + size(set) + "}}}}");
            capacity();
        }
    }

    static String size(LiveObject set) {
        ListNode templates = (ListNode) Objects.requireNonNull(set.at("spec", "volumeClaimTemplates"));
        LiveObject template =
                new LiveObject(set.id(), (MapNode) templates.items().get(0));
        return asked(template);
    }
}
