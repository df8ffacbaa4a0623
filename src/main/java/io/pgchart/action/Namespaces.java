package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
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

/** Creates the namespace of a release that is not there yet: the one write before everything else is proven. */
record Namespaces(Workbench workbench) {

    private static final Origin CREATED = Origin.of("createNamespace");
    private static final int ALREADY_EXISTS = 409;

    /**
     * Creates it where it is missing, after a dry run of that.
     *
     * @return false when it is missing and may not be created, because nothing may be changed; that was told then
     * @throws ClusterException when the user may not
     */
    boolean ensure(boolean dryRun) {
        Cluster cluster = workbench.cluster();
        String name = cluster.target().namespace();
        if (cluster.get(new ObjectId("v1", "Namespace", null, name)) != null) {
            return true;
        }
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
            if (e.refusal().code() != ALREADY_EXISTS) {
                throw new ClusterException(new Refusals(new SecretMask(List.of())).problems(e, namespace, null));
            }
        }
        return true;
    }

    private static MapNode namespace(String name) {
        Map<String, Node> members = new LinkedHashMap<>();
        members.put("apiVersion", new ScalarNode("v1", CREATED));
        members.put("kind", new ScalarNode("Namespace", CREATED));
        members.put("metadata", new MapNode(Map.of("name", new ScalarNode(name, CREATED)), CREATED));
        return new MapNode(members, CREATED);
    }
}
