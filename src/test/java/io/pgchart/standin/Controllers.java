package io.pgchart.standin;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What controllers make of objects: each call brings all of them one step nearer to what they ask for, until nothing is
 * left to do.
 */
final class Controllers {

    /** Letters and digits that a generated name ends with. Source: Kubernetes' util/rand. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final FakeServer server;

    Controllers(FakeServer server) {
        this.server = server;
    }

    void step() {
        List<LiveObject> all = server.objects();
        for (LiveObject object : all) {
            if (!object.isBeingDeleted()) {
                switch (object.id().kind()) {
                    case "Namespace" -> namespace(object);
                    case "StatefulSet" -> new StatefulSetController(server, object, all).step();
                    case "Job" -> job(object, owned(object, all));
                    default -> {}
                }
            }
        }
    }

    /** The pods of an owner. */
    static List<LiveObject> owned(LiveObject owner, List<LiveObject> all) {
        return all.stream()
                .filter(object -> object.id().kind().equals("Pod") && Fields.isOwnedBy(object, owner))
                .toList();
    }

    private void namespace(LiveObject namespace) {
        String name = namespace.id().name();
        server.status(namespace.id(), "{phase: Active}");
        create("v1", "ServiceAccount", name, "default", "");
        create("v1", "ConfigMap", name, "kube-root-ca.crt", ", data: {ca.crt: none}");
    }

    private void create(String apiVersion, String kind, String namespace, String name, String more) {
        if (server.find(new ObjectId(apiVersion, kind, namespace, name)) == null) {
            server.put("{apiVersion: " + apiVersion + ", kind: " + kind + ", metadata: {name: " + name + ", namespace: "
                    + namespace + "}" + more + "}");
        }
    }

    private void job(LiveObject job, List<LiveObject> pods) {
        int wanted = Math.toIntExact(job.number(1, "spec", "completions"));
        if (Fields.is(job, "Complete")) {
            return;
        }
        if (pods.isEmpty()) {
            IntStream.range(0, wanted).forEach(index -> pod(job, index));
            server.status(job.id(), "{startTime: '" + now() + "', active: " + wanted + "}");
            return;
        }
        long succeeded = pods.stream()
                .filter(pod -> pod.text("status", "phase").equals("Succeeded"))
                .count();
        if (succeeded < wanted) {
            return;
        }
        server.status(
                job.id(),
                "{active: null, succeeded: " + succeeded + ", completionTime: '" + now() + "', conditions: ["
                        + "{type: SuccessCriteriaMet, status: 'True', reason: CompletionsReached},"
                        + "{type: Complete, status: 'True', reason: CompletionsReached}]}");
    }

    private void pod(LiveObject job, int index) {
        String name = job.id().name();
        boolean isIndexed = job.text("spec", "completionMode").equals("Indexed");
        String labels = "{batch.kubernetes.io/job-name: " + name + ", job-name: " + name
                + ", batch.kubernetes.io/controller-uid: " + job.uid() + ", controller-uid: " + job.uid() + "}";
        String pod = name + (isIndexed ? "-" + index : "") + "-" + suffix(job.uid(), index);
        LiveObject made = server.put(podOf(job, pod));
        server.patch(made.id(), "controller", "metadata: {labels: " + labels + "}");
    }

    /** A pod made of its owner's template, with nothing in its status but that it waits for a node. */
    static String podOf(LiveObject owner, String name) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", namespace: "
                + owner.id().namespace()
                + ", labels: " + Fields.json(owner, "spec", "template", "metadata", "labels")
                + ", annotations: " + Fields.json(owner, "spec", "template", "metadata", "annotations")
                + ", ownerReferences: [" + Fields.reference(owner) + "]}, spec: "
                + Fields.json(owner, "spec", "template", "spec") + ", status: {phase: Pending}}";
    }

    private static String suffix(String uid, int index) {
        int seed = Objects.hash(uid, index);
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(ALPHABET.charAt(Math.floorMod(seed, ALPHABET.length())));
            seed = seed / ALPHABET.length() + 7;
        }
        return suffix.toString();
    }

    private String now() {
        return server.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
