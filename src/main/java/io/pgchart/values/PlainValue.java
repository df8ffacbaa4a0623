package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values without their origins, equal where JSON schema takes them for equal: numbers by their amount, maps without
 * regard to order.
 */
final class PlainValue {

    private PlainValue() {}

    static Object of(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Object> plain = new HashMap<>();
            for (Map.Entry<String, Node> member : map.members().entrySet()) {
                if (!isNull(member.getValue())) {
                    plain.put(member.getKey(), of(member.getValue()));
                }
            }
            return plain;
        }
        if (node instanceof ListNode list) {
            List<Object> plain = new ArrayList<>();
            for (Node item : list.items()) {
                plain.add(of(item));
            }
            return plain;
        }
        Object value = ((ScalarNode) node).value();
        return value == null
                ? Null.NULL
                : value instanceof Number number ? decimal(number).stripTrailingZeros() : value;
    }

    static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger integer ? new BigDecimal(integer) : BigDecimal.valueOf(number.longValue());
    }

    /** Whether a member of a map is known and unset, which is as if it were not there. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isNull();
    }

    private enum Null {
        NULL
    }
}
