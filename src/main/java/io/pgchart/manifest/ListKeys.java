package io.pgchart.manifest;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Refuses a list that has an item twice where the server tells its items apart by some of their fields.
 *
 * <p>Source: Kubernetes' API concepts, "Server-Side Apply", list types map and set.
 */
record ListKeys(FieldType.ListOf type, Findings findings) {

    void check(ListNode list) {
        int size = list.items().size();
        if (size < 2 || (type.keys().isEmpty() && !type.isSet())) {
            return;
        }
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Node item = list.items().get(i);
            Integer twin = first.putIfAbsent(key(item), i);
            if (twin != null) {
                int outside = findings.enter(i);
                String what = type.isSet() ? "is in the list twice" : "has the same " + names() + " as another item";
                findings.add(item, what + ", first at " + list.items().get(twin).origin(), "Keep one of the two.");
                findings.leave(outside);
            }
        }
    }

    private String names() {
        return String.join(" and ", type.keys().keySet());
    }

    private String key(Node item) {
        if (!(item instanceof MapNode map)) {
            return item instanceof ScalarNode scalar ? scalar.text() : "";
        }
        StringBuilder key = new StringBuilder();
        for (Map.Entry<String, String> field : type.keys().entrySet()) {
            key.append(
                            map.get(field.getKey()) instanceof ScalarNode scalar && !scalar.isNull()
                                    ? scalar.text()
                                    : field.getValue())
                    .append('\n');
        }
        return key.toString();
    }
}
