package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code items}, {@code minItems}, {@code maxItems} and {@code uniqueItems}. */
record ListRule(@Nullable Subschema items, int least, int most, boolean unique) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (!(value instanceof ListNode list)) {
            return;
        }
        int size = list.items().size();
        if (size < least) {
            inspection.failWhole(
                    path, list, "has " + Shown.count(size, "item") + ", expected at least " + least, "Add some.");
        }
        if (size > most) {
            inspection.failWhole(
                    path, list, "has " + Shown.count(size, "item") + ", expected at most " + most, "Remove some.");
        }
        for (int i = 0; items != null && i < size; i++) {
            items.check(list.items().get(i), path.item(i), inspection);
        }
        if (unique) {
            checkUnique(list.items(), path, inspection);
        }
    }

    private static void checkUnique(List<Node> items, ValuePath path, Inspection inspection) {
        Map<Object, Integer> seen = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Integer first = seen.putIfAbsent(PlainValue.of(items.get(i)), i);
            if (first != null) {
                inspection.failWhole(
                        path.item(i), items.get(i), "repeats the item [" + first + "]", "Keep one of the two.");
            }
        }
    }
}
