package io.pgchart.rollout;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The labels that several objects have in common, as a selector. */
final class CommonLabels {

    private CommonLabels() {}

    /**
     * The selector.
     *
     * @param labels those of each object, null where it has none; at least one
     * @return empty when there is no label that all have
     */
    static String of(List<@Nullable MapNode> labels) {
        MapNode first = labels.get(0);
        List<String> terms = new ArrayList<>();
        if (first != null) {
            for (Map.Entry<String, Node> label : first.members().entrySet()) {
                String text = label.getValue() instanceof ScalarNode value ? value.text() : "";
                if (labels.stream().allMatch(others -> hasLabel(others, label.getKey(), text))) {
                    terms.add(label.getKey() + "=" + text);
                }
            }
        }
        return String.join(",", terms);
    }

    private static boolean hasLabel(@Nullable MapNode labels, String key, String text) {
        return labels != null && Objects.equals(labels.text(key), text);
    }
}
