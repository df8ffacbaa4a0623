package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Decides which values are never shown, and masks them.
 *
 * <p>Secret is what the schema says is ({@code writeOnly}), what came from a secret (its origin is in the set), a private
 * key wherever it stands, and, where the schema says nothing of a place, what its key tells. Null and the empty string
 * hide nothing.
 */
record Secrecy(Set<Origin> origins) {

    static final String MASK = "******";

    /** Endings of keys, in small letters without {@code -} and {@code _}, that tell a secret. */
    private static final List<String> TELLING = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "secretkey",
            "privatekey",
            "encryptionkey",
            "cipherpass",
            "credential",
            "credentials");

    /** Whether the value must not be shown. */
    boolean hides(Place place, String key, ScalarNode value) {
        if (value.isNull() || value.text().isEmpty()) {
            return false;
        }
        return place.isSecret()
                || (!origins.isEmpty() && origins.contains(value.origin()))
                || holdsPrivateKey(value)
                || (place.standing() != Place.Standing.KNOWN && tells(key));
    }

    MapNode masked(MapNode map, Place place) {
        Map<String, Node> changed = null;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            String key = member.getKey();
            Node value = masked(member.getValue(), place.member(key), key);
            if (value != member.getValue()) {
                changed = changed == null ? new LinkedHashMap<>(map.members()) : changed;
                changed.put(key, value);
            }
        }
        return changed == null ? map : new MapNode(changed, map.origin());
    }

    /** @param key the nearest key above, of the list for its items */
    private Node masked(Node node, Place place, String key) {
        if (node instanceof MapNode map) {
            return masked(map, place);
        }
        if (node instanceof ListNode list) {
            List<Node> items = new ArrayList<>();
            for (Node item : list.items()) {
                items.add(masked(item, place.item(), key));
            }
            return new ListNode(items, list.origin());
        }
        ScalarNode scalar = (ScalarNode) node;
        return hides(place, key, scalar) ? new ScalarNode(MASK, scalar.origin()) : scalar;
    }

    private static boolean holdsPrivateKey(ScalarNode value) {
        return value.value() instanceof String text && text.contains("PRIVATE KEY-----");
    }

    /** {@code existingSecret} and its like name a Secret and hold none. */
    private static boolean tells(String key) {
        String folded = key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
        if (folded.startsWith("existing") || folded.startsWith("automount")) {
            return false;
        }
        for (String ending : TELLING) {
            if (folded.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
