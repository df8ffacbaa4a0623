package io.pgchart.manifest;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether two trees mean the same JSON: origins and the order of keys don't count, the order of lists does. */
public final class TreeEquality {

    private TreeEquality() {}

    public static boolean isSame(Node a, Node b) {
        if (a instanceof MapNode left) {
            return b instanceof MapNode right && isSame(left.members(), right.members());
        }
        if (a instanceof ListNode left) {
            return b instanceof ListNode right && isSame(left.items(), right.items());
        }
        return b instanceof ScalarNode right && isSame(((ScalarNode) a).value(), right.value());
    }

    private static boolean isSame(Map<String, Node> a, Map<String, Node> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, Node> member : a.entrySet()) {
            Node other = b.get(member.getKey());
            if (other == null || !isSame(member.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(List<Node> a, List<Node> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!isSame(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        return a.equals(b)
                || (a instanceof Number && b instanceof Number && decimal(a).compareTo(decimal(b)) == 0);
    }

    private static BigDecimal decimal(Object number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger integer ? new BigDecimal(integer) : BigDecimal.valueOf((Long) number);
    }
}
