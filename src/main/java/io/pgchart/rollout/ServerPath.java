package io.pgchart.rollout;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a server's path means in a tree.
 *
 * <p>Two spellings: {@code .spec.containers[name="postgresql"].image} of conflicts (structured-merge-diff's
 * fieldpath/element.go) and {@code spec.containers[0].image}, {@code data[key]} of invalid fields (apimachinery's
 * util/validation/field/path.go). Keys stand in it as they are, dots and all, so the tree decides where they end.
 */
final class ServerPath {

    private ServerPath() {}

    /** The path without the dot that some begin with. */
    static String shown(String path) {
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** What stands there, or null. */
    static @Nullable Node find(@Nullable Node node, String path) {
        if (node == null || path.isEmpty()) {
            return node;
        }
        if (path.charAt(0) == '[') {
            int close = path.indexOf(']');
            return close < 0 ? null : find(item(node, path.substring(1, close)), path.substring(close + 1));
        }
        String rest = shown(path);
        if (!(node instanceof MapNode map)) {
            return null;
        }
        for (int end = rest.length(); end > 0; end = previousEnd(rest, end)) {
            Node found = find(map.get(rest.substring(0, end)), rest.substring(end));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Where a shorter key may end. */
    private static int previousEnd(String path, int end) {
        return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
    }

    private static @Nullable Node item(Node node, String selector) {
        if (node instanceof MapNode map) {
            return map.get(selector);
        }
        if (!(node instanceof ListNode list)) {
            return null;
        }
        if (!selector.isEmpty() && selector.chars().allMatch(Character::isDigit)) {
            int index = selector.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(selector);
            return index < list.items().size() ? list.items().get(index) : null;
        }
        for (Node item : list.items()) {
            if (isMeant(item, selector)) {
                return item;
            }
        }
        return null;
    }

    private static boolean isMeant(Node item, String selector) {
        for (String term : selector.split(",", -1)) {
            int equals = term.indexOf('=');
            String key = term.substring(0, Math.max(0, equals));
            String value = unquoted(term.substring(equals + 1));
            if (isDefault(item, key, value)) {
                continue;
            }
            Node seen = key.isEmpty() ? item : item instanceof MapNode map ? map.get(key) : null;
            if (!(seen instanceof ScalarNode scalar) || !scalar.text().equals(value)) {
                return false;
            }
        }
        return true;
    }

    /** The one key of a list's items that the server fills in: Kubernetes' SetDefaults_Service and _Container. */
    private static boolean isDefault(Node item, String key, String value) {
        return key.equals("protocol") && value.equals("TCP") && item instanceof MapNode map && map.get(key) == null;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
