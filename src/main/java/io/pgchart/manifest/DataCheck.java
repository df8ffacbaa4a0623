package io.pgchart.manifest;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys and the size of what a ConfigMap or a Secret holds.
 *
 * <p>Source: Kubernetes' ValidateConfigMap and ValidateSecret in pkg/apis/core/validation, IsConfigMapKey in
 * apimachinery's pkg/util/validation.
 */
record DataCheck(Findings findings) {

    private static final int MAX_BYTES = 1024 * 1024;

    void configMap(MapNode map) {
        MapNode data = map.map("data");
        MapNode binary = map.map("binaryData");
        if (data != null && binary != null) {
            for (Map.Entry<String, Node> entry : binary.members().entrySet()) {
                Node twin = data.get(entry.getKey());
                if (twin != null) {
                    findings.add(
                            "binaryData." + entry.getKey(),
                            entry.getValue(),
                            "is a key of data too, first at " + twin.origin(),
                            "Keep one of the two.");
                }
            }
        }
        limit(map, plain("data", data) + encoded("binaryData", binary));
    }

    void secret(MapNode map) {
        MapNode text = map.map("stringData");
        MapNode data = map.map("data");
        long size = plain("stringData", text) + encoded("data", data);
        if (text != null && data != null) {
            // The server lets stringData win over data.
            for (Map.Entry<String, Node> entry : data.members().entrySet()) {
                if (text.get(entry.getKey()) != null && entry.getValue() instanceof ScalarNode scalar) {
                    size -= Base64Text.decodedLength(scalar.text());
                }
            }
        }
        limit(map, size);
    }

    private long plain(String field, @Nullable MapNode data) {
        long size = 0;
        if (data != null) {
            for (Map.Entry<String, Node> entry : data.members().entrySet()) {
                key(field, entry.getKey(), entry.getValue());
                size += Sizes.utf8(entry.getValue());
            }
        }
        return size;
    }

    private long encoded(String field, @Nullable MapNode data) {
        long size = 0;
        if (data != null) {
            for (Map.Entry<String, Node> entry : data.members().entrySet()) {
                key(field, entry.getKey(), entry.getValue());
                size += entry.getValue() instanceof ScalarNode scalar ? Base64Text.decodedLength(scalar.text()) : 0;
            }
        }
        return size;
    }

    private void key(String field, String key, Node at) {
        int outside = findings.enter(field);
        int inner = findings.enter(key);
        findings.plainFlaw(at, key, NameRules.dataKeyFlaw(key));
        findings.leave(inner);
        findings.leave(outside);
    }

    private void limit(MapNode map, long size) {
        if (size > MAX_BYTES) {
            findings.add(
                    map,
                    "holds " + size + " bytes, expected at most " + MAX_BYTES,
                    "Split it, or put the data into a volume.");
        }
    }
}
