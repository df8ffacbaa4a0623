package io.pgchart.manifest;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is special about the data of a Secret: that it is never shown, and that {@code stringData} is written as
 * {@code data}, in base64.
 *
 * <p>The API server does so too, but records the owner of such a key under {@code stringData}, where the next server-side
 * apply doesn't find it: a key that is no longer rendered would stay (tried on Kubernetes 1.34).
 */
final class SecretText {

    private static final String TEXT = "stringData";
    private static final String DATA = "data";
    private static final String NOT_SHOWN = "(not shown)";

    private SecretText() {}

    /** The Secret without {@code stringData}, which wins over {@code data} as it does at the API server. */
    static MapNode encoded(MapNode secret) {
        MapNode text = secret.map(TEXT);
        if (text == null) {
            return secret;
        }
        MapNode encoded = secret.map(DATA);
        Map<String, Node> data = new LinkedHashMap<>(encoded == null ? Map.of() : encoded.members());
        for (Map.Entry<String, Node> member : text.members().entrySet()) {
            data.put(member.getKey(), encoded(member.getValue()));
        }

        Map<String, Node> members = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : secret.members().entrySet()) {
            boolean isData = member.getKey().equals(TEXT) || member.getKey().equals(DATA);
            Node value = member.getValue();
            members.put(isData ? DATA : member.getKey(), isData ? new MapNode(data, value.origin()) : value);
        }
        return new MapNode(members, secret.origin());
    }

    /** The Secret with each value of its data replaced by a word that says so. */
    static MapNode masked(MapNode secret) {
        MapNode data = secret.map(DATA);
        return data == null ? secret : secret.with(DATA, maskedData(data));
    }

    private static MapNode maskedData(MapNode data) {
        Map<String, Node> members = new LinkedHashMap<>();
        data.members().forEach((key, value) -> members.put(key, new ScalarNode(NOT_SHOWN, value.origin())));
        return new MapNode(members, data.origin());
    }

    private static Node encoded(Node value) {
        if (value instanceof ScalarNode scalar && scalar.value() instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new ScalarNode(Base64.getEncoder().encodeToString(bytes), scalar.origin());
        }
        // The check of the fields has told it.
        return value;
    }
}
