package io.pgchart.cluster.fabric8;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.Map;
import java.util.Set;

/** Whether an object that is there may be the one that was written: it says all of that, and perhaps more. */
final class Containment {

    /** What the server itself writes. */
    private static final Set<String> SERVERS = Set.of("resourceVersion", "generation", "managedFields");

    private Containment() {}

    static boolean holds(Node there, Node written) {
        if (written instanceof MapNode map) {
            return there instanceof MapNode other && holdsMembers(other, map);
        }
        if (written instanceof ListNode list) {
            return there instanceof ListNode other && holdsItems(other, list);
        }
        ScalarNode scalar = (ScalarNode) written;
        return there instanceof ScalarNode other && scalar.text().equals(other.text());
    }

    private static boolean holdsMembers(MapNode there, MapNode written) {
        for (Map.Entry<String, Node> member : written.members().entrySet()) {
            Node found = there.get(member.getKey());
            boolean isNull = member.getValue() instanceof ScalarNode scalar && scalar.isNull();
            if (!SERVERS.contains(member.getKey()) && !isNull && (found == null || !holds(found, member.getValue()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsItems(ListNode there, ListNode written) {
        if (there.items().size() != written.items().size()) {
            return false;
        }
        for (int i = 0; i < written.items().size(); i++) {
            if (!holds(there.items().get(i), written.items().get(i))) {
                return false;
            }
        }
        return true;
    }
}
