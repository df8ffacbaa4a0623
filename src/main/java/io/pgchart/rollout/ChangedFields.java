package io.pgchart.rollout;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that are wanted otherwise than they are; what only the server has, its defaults, does not count.
 *
 * <p>For what a server refuses to change it tells no path below {@code spec}.
 */
final class ChangedFields {

    /** One field; the nodes are null where there is none. */
    record Field(String path, @Nullable Node live, Node wanted) {}

    private final List<Field> found = new ArrayList<>();

    private ChangedFields() {}

    /** The leaves of what is wanted that are live otherwise, or not at all. */
    static List<Field> of(String path, @Nullable Node live, @Nullable Node wanted) {
        ChangedFields changed = new ChangedFields();
        if (wanted != null) {
            changed.compare(path, live, wanted);
        }
        return List.copyOf(changed.found);
    }

    private void compare(String path, @Nullable Node live, Node wanted) {
        if (wanted instanceof MapNode map && live instanceof MapNode before) {
            for (Map.Entry<String, Node> member : map.members().entrySet()) {
                compare(path + "." + member.getKey(), before.get(member.getKey()), member.getValue());
            }
        } else if (wanted instanceof ListNode list
                && live instanceof ListNode before
                && list.items().size() == before.items().size()) {
            for (int i = 0; i < list.items().size(); i++) {
                compare(
                        path + "[" + i + "]",
                        before.items().get(i),
                        list.items().get(i));
            }
        } else if (!isSame(live, wanted)) {
            found.add(new Field(path, live, wanted));
        }
    }

    private static boolean isSame(@Nullable Node live, Node wanted) {
        if (wanted instanceof ScalarNode after) {
            return live instanceof ScalarNode before && before.text().equals(after.text());
        }
        boolean isEmpty = wanted instanceof MapNode map
                ? map.members().isEmpty()
                : ((ListNode) wanted).items().isEmpty();
        return live == null && isEmpty;
    }
}
