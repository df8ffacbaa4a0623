package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the table of built-in kinds with what a real API server says of itself, and makes it anew with {@code
 * -Dgolden.update=true}, as {@code FieldTableServerTest} does with the table of fields.
 */
@NeedsRealServer
class ResourceTableServerTest {

    private static final Path TABLE =
            Path.of("src/main/resources/io/pgchart/cluster/fabric8").resolve(ResourceTable.RESOURCE);

    /** The groups that a server has from its start; those of custom resources come and go with other tests. */
    private static final String BUILT_IN = "/apis/apiregistration.k8s.io/v1/apiservices"
            + "?labelSelector=kube-aggregator.kubernetes.io/automanaged%3Donstart";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theTableIsWhatTheServerSaysOfItself() throws IOException {
        try (RealServer server = RealServer.connect()) {
            String made = table(server);
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(TABLE, made);
            }
            assertThat(Files.readString(TABLE)).isEqualTo(made);
        }
    }

    private static String table(RealServer server) {
        Map<String, String> lines = new TreeMap<>();
        // The one group that is not registered with itself.
        lines.put("apiregistration.k8s.io/v1", kinds(server, "/apis/apiregistration.k8s.io/v1"));
        for (JsonNode service : JSON.readTree(server.get(BUILT_IN)).get("items")) {
            String group = service.get("spec").path("group").asString("");
            String version = service.get("spec").get("version").asString();
            String name = group.isEmpty() ? version : group + "/" + version;
            lines.put(name, kinds(server, (group.isEmpty() ? "/api/" : "/apis/") + name));
        }
        StringBuilder table = new StringBuilder();
        lines.forEach((groupVersion, kinds) -> {
            if (!kinds.isEmpty()) {
                table.append(groupVersion).append(kinds).append('\n');
            }
        });
        return table.toString();
    }

    /** The kinds that are kept: what can only be created is a question, not an object. */
    private static String kinds(RealServer server, String path) {
        TreeSet<String> kinds = new TreeSet<>();
        for (JsonNode resource : JSON.readTree(server.get(path)).get("resources")) {
            String plural = resource.get("name").asString();
            boolean isKept = resource.get("verbs")
                    .valueStream()
                    .anyMatch(verb -> verb.asString().equals("get"));
            if (isKept && !plural.contains("/")) {
                String scope = resource.get("namespaced").asBoolean() ? "n" : "c";
                kinds.add(resource.get("kind").asString() + ":" + scope + ":" + plural);
            }
        }
        return kinds.isEmpty() ? "" : " " + String.join(" ", kinds);
    }
}
