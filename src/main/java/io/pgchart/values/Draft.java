package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree in the making, one value at a path after the other.
 *
 * <p>An index edits a copy of the list that weaker layers have there, as lists replace one another whole.
 */
final class Draft {

    private final Origin origin;
    private final Branch root;

    /**
     * @param weaker the values so far
     * @param origin of the lists and empty maps that the draft makes
     */
    Draft(MapNode weaker, Origin origin) {
        this.origin = origin;
        this.root = new Branch(weaker);
    }

    MapNode tree() {
        return (MapNode) frozen(root);
    }

    /**
     * Sets the value at a path; what is not there yet on the way is made.
     *
     * @throws IllegalArgumentException when the draft has something else on the way, with what it is
     */
    void put(ValuePath path, Node value) {
        Object at = parent(path);
        if (at instanceof Branch map) {
            map.members.put(path.key(), value);
        } else {
            set(list(at), path.index(), value, value.origin());
        }
    }

    /** Makes sure that there is a list at the path's parent, and changes nothing else. */
    void touch(ValuePath item) {
        parent(item);
    }

    /** The map or list that the last step leads out of. */
    private Object parent(ValuePath path) {
        Object at = root;
        List<ValuePath> steps = path.steps();
        for (int i = 0; i < steps.size() - 1; i++) {
            boolean toList = steps.get(i + 1).isItem();
            at = at instanceof Branch map
                    ? memberOf(map, steps.get(i), toList)
                    : itemOf(list(at), steps.get(i), toList);
        }
        return at;
    }

    private static Object memberOf(Branch map, ValuePath step, boolean toList) {
        Object present = map.members.get(step.key());
        Object inside = opened(present, toList);
        if (inside == null && present != null) {
            throw new IllegalArgumentException(step + " is set to something else already");
        }
        if (inside == null) {
            Node below = map.weaker.get(step.key());
            inside = toList
                    ? opened(below, true)
                    : new Branch(below instanceof MapNode weaker ? weaker : empty(map.weaker));
            inside = inside == null ? new ArrayList<Object>() : inside;
        }
        map.members.put(step.key(), inside);
        return inside;
    }

    private Object itemOf(List<Object> list, ValuePath step, boolean toList) {
        Object present = step.index() < list.size() ? list.get(step.index()) : null;
        Object inside = opened(present, toList);
        boolean unset = present == null || (present instanceof Node node && PlainValue.isNull(node));
        if (inside == null && toList && !unset) {
            throw new IllegalArgumentException(step + " is no list");
        }
        if (inside == null) {
            inside = toList ? new ArrayList<Object>() : new Branch(new MapNode(Map.of(), origin));
        }
        set(list, step.index(), inside, origin);
        return inside;
    }

    /** The map or list, open for changes; null when it is not what is wanted. */
    private static @Nullable Object opened(@Nullable Object present, boolean toList) {
        if (toList) {
            return present instanceof ListNode list
                    ? new ArrayList<Object>(list.items())
                    : present instanceof List ? present : null;
        }
        if (present instanceof MapNode map) {
            Branch branch = new Branch(empty(map));
            branch.members.putAll(map.members());
            return branch;
        }
        return present instanceof Branch ? present : null;
    }

    private static void set(List<Object> list, int index, Object value, Origin origin) {
        while (list.size() <= index) {
            list.add(new ScalarNode(null, origin));
        }
        list.set(index, value);
    }

    private Node frozen(Object part) {
        if (part instanceof Branch branch) {
            Map<String, Node> members = new LinkedHashMap<>();
            for (Map.Entry<String, Object> member : branch.members.entrySet()) {
                members.put(member.getKey(), frozen(member.getValue()));
            }
            // A map that was made on the way to a value is where that value is: it may be what is wrong.
            return new MapNode(
                    members,
                    members.isEmpty()
                            ? origin
                            : members.values().iterator().next().origin());
        }
        if (part instanceof Node node) {
            return node;
        }
        List<Node> items = new ArrayList<>();
        for (Object item : list(part)) {
            items.add(frozen(item));
        }
        return new ListNode(items, origin);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object part) {
        return (List<Object>) part;
    }

    private static MapNode empty(MapNode like) {
        return new MapNode(Map.of(), like.origin());
    }

    /** A map in the making; its members are branches, lists of the same kind, or finished nodes. */
    private static final class Branch {

        private final Map<String, Object> members = new LinkedHashMap<>();
        private final MapNode weaker;

        Branch(MapNode weaker) {
            this.weaker = weaker;
        }
    }
}
