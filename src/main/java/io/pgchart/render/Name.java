package io.pgchart.render;

import io.pgchart.values.ValuePath;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name as a tag has it: {@code Values.image}, {@code .key}, {@code entries Values.podLabels}.
 *
 * @param entries whether the entries of the map are meant
 * @param seconds whether durations are meant as whole seconds: {@code Seconds.…} is the same path below {@code Values}
 * @param relative whether it is looked up in the section's item instead of the root
 * @param steps the path; empty for {@code .}
 */
record Name(boolean entries, boolean seconds, boolean relative, List<ValuePath> steps) {

    static final String VALUES = "Values";
    static final String SECONDS = "Seconds";

    private static final String ENTRIES = "entries ";

    /** @throws IllegalArgumentException with what is wrong, as the end of a sentence */
    static Name parse(String text) {
        boolean entries = text.startsWith(ENTRIES);
        String name = entries ? text.substring(ENTRIES.length()).trim() : text;
        boolean relative = name.startsWith(".");
        String path = relative ? name.substring(1) : name;
        if (path.isEmpty()) {
            return new Name(entries, false, relative, List.of());
        }
        List<ValuePath> steps = ValuePath.parse(path).steps();
        boolean seconds = !relative && steps.get(0).key().equals(SECONDS);
        if (seconds) {
            steps = new ArrayList<>(steps);
            steps.set(0, ValuePath.ROOT.member(VALUES));
        }
        return new Name(entries, seconds, relative, steps);
    }

    /** The first key; empty for {@code .} and for an index. */
    String first() {
        return steps.isEmpty() ? "" : steps.get(0).key();
    }

    /** What the path leads to from this node, or null. */
    @Nullable
    Node resolve(@Nullable Node from) {
        Node node = from;
        for (ValuePath step : steps) {
            if (step.isItem()) {
                node = node instanceof ListNode list
                                && step.index() < list.items().size()
                        ? list.items().get(step.index())
                        : null;
            } else {
                node = node instanceof MapNode map ? map.get(step.key()) : null;
            }
        }
        return seconds && node != null ? Seconds.of(node) : node;
    }
}
