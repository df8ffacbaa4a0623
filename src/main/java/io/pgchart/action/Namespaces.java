package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.ObjectId;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.SecretMask;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates the namespace of a release that is not there yet: the one write before everything else is proven.
 *
 * <p>Whether it is there tells the server's answer to its creation, so nobody needs the right to look at namespaces. Who
 * may not create it and may look is content with one that is there.
 */
record Namespaces(Workbench workbench) {

    private static final Origin CREATED = Origin.of("createNamespace");
    private static final int FORBIDDEN = 403;
    private static final int ALREADY_EXISTS = 409;

    /** Source: apiserver's pkg/registry/generic/registry/store.go, {@code Create}. */
    private static final String BEING_DELETED = "object is being deleted";

    /**
     * Creates it where it is missing, after a dry run of that.
     *
     * @return false when it is missing and may not be created, because nothing may be changed; that was told then
     * @throws ClusterException when the user may not, or it is being deleted
     */
    boolean ensure(boolean dryRun) {
        Cluster cluster = workbench.cluster();
        String name = cluster.target().namespace();
        MapNode namespace = namespace(name);
        try {
            cluster.create(namespace, true);
            if (dryRun) {
                workbench
                        .reporter()
                        .outcome(
                                "Dry run",
                                "namespace " + name + " would be created; without it the objects could be checked"
                                        + " by the plugin alone, not by the server");
                return false;
            }
            cluster.create(namespace, false);
            workbench.reporter().outcome("Created", "Namespace/" + name);
        } catch (RefusedException e) {
            if (e.refusal().code() == ALREADY_EXISTS) {
                refuseBeingDeleted(e.refusal().message(), name);
            } else if (!isThere(name)) {
                throw new ClusterException(problems(e, namespace, name));
            }
        }
        return true;
    }

    private static void refuseBeingDeleted(String message, String name) {
        if (message.startsWith(BEING_DELETED)) {
            throw new ClusterException(new Problem(
                    "Namespace/" + name,
                    "is being deleted and takes nothing new",
                    CREATED.toString(),
                    "Wait until it is gone (kubectl wait --for=delete namespace/" + name
                            + "), then run the goal again, or name another one."));
        }
    }

    private boolean isThere(String name) {
        try {
            return workbench.cluster().get(new ObjectId("v1", "Namespace", null, name)) != null;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static List<Problem> problems(RefusedException refused, MapNode namespace, String name) {
        List<Problem> problems = new Refusals(new SecretMask(List.of())).problems(refused, namespace, null);
        return refused.refusal().code() != FORBIDDEN
                ? problems
                : problems.stream()
                        .map(problem -> new Problem(
                                problem.subject(),
                                problem.fault(),
                                problem.where(),
                                problem.nextStep() + " Or have it created (kubectl create namespace " + name
                                        + ") and leave createNamespace out."))
                        .toList();
    }

    private static MapNode namespace(String name) {
        Map<String, Node> members = new LinkedHashMap<>();
        members.put("apiVersion", new ScalarNode("v1", CREATED));
        members.put("kind", new ScalarNode("Namespace", CREATED));
        members.put("metadata", new MapNode(Map.of("name", new ScalarNode(name, CREATED)), CREATED));
        return new MapNode(members, CREATED);
    }
}
