package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.syntax.Quantity;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes that a workload's {@code volumeClaimTemplates} ask for.
 *
 * <p>A server lets nobody change these templates. Of their sizes that is no loss: the claims can be grown one by one, and
 * the workload made anew around its pods. Whatever else differs in them stays a refusal.
 */
public final class VolumeSizes {

    private static final String[] SIZE = {"spec", "resources", "requests", "storage"};

    private VolumeSizes() {}

    /**
     * The manifest with the live sizes in place of those that it wants larger: what is left of it is for the server to
     * judge.
     *
     * @param evenSmaller in place of those that it wants smaller, too
     * @return null when there is no such size
     */
    public static @Nullable Manifest asLive(Manifest desired, LiveObject live, boolean evenSmaller) {
        Map<String, ScalarNode> kept = new LinkedHashMap<>();
        Map<String, ScalarNode> present = of(live.tree());
        of(desired.tree()).forEach((template, wanted) -> {
            ScalarNode size = present.get(template);
            if (size != null && (isLess(size, wanted) || (evenSmaller && isLess(wanted, size)))) {
                kept.put(template, size);
            }
        });
        return kept.isEmpty() ? null : new Manifest(desired.id(), withSizes(desired.tree(), kept), desired.template());
    }

    /** The answer to such a manifest with the sizes that are wanted. */
    public static LiveObject asDesired(LiveObject answer, Manifest desired) {
        return new LiveObject(answer.id(), withSizes(answer.tree(), of(desired.tree())));
    }

    /** Whether two workloads ask for different sizes of the same volumes. */
    static boolean areOthers(MapNode one, MapNode other) {
        Map<String, ScalarNode> sizes = of(other);
        return of(one).entrySet().stream()
                .anyMatch(size -> sizes.containsKey(size.getKey())
                        && (isLess(size.getValue(), sizes.get(size.getKey()))
                                || isLess(sizes.get(size.getKey()), size.getValue())));
    }

    /** The size that each template asks for, by the template's name; none where it asks for no size. */
    static Map<String, ScalarNode> of(MapNode workload) {
        Map<String, ScalarNode> sizes = new LinkedHashMap<>();
        for (Node template : templates(workload)) {
            if (at(template, "metadata", "name") instanceof ScalarNode name
                    && at(template, SIZE) instanceof ScalarNode size) {
                sizes.put(name.text(), size);
            }
        }
        return sizes;
    }

    /** Whether the one is a smaller amount than the other; not where one of them is none. */
    public static boolean isLess(@Nullable Node size, @Nullable Node than) {
        return size instanceof ScalarNode one
                && than instanceof ScalarNode other
                && Quantity.flaw(one.text()) == null
                && Quantity.flaw(other.text()) == null
                && Quantity.amount(one.text()).compareTo(Quantity.amount(other.text())) < 0;
    }

    static @Nullable Node at(@Nullable Node from, String... path) {
        Node node = from;
        for (String key : path) {
            node = node instanceof MapNode map ? map.get(key) : null;
        }
        return node;
    }

    private static List<Node> templates(MapNode workload) {
        return at(workload, "spec", "volumeClaimTemplates") instanceof ListNode list ? list.items() : List.of();
    }

    private static MapNode withSizes(MapNode workload, Map<String, ScalarNode> sizes) {
        MapNode spec = workload.map("spec");
        if (spec == null || !(spec.get("volumeClaimTemplates") instanceof ListNode list)) {
            return workload;
        }
        List<Node> templates = new ArrayList<>();
        for (Node template : list.items()) {
            ScalarNode size = at(template, "metadata", "name") instanceof ScalarNode name && at(template, SIZE) != null
                    ? sizes.get(name.text())
                    : null;
            templates.add(size == null ? template : with(template, size, 0));
        }
        return workload.with("spec", spec.with("volumeClaimTemplates", new ListNode(templates, list.origin())));
    }

    /** The map with the size at the rest of its path, which is there. */
    private static Node with(@Nullable Node node, ScalarNode size, int depth) {
        return node instanceof MapNode map && depth < SIZE.length
                ? map.with(SIZE[depth], with(map.get(SIZE[depth]), size, depth + 1))
                : size;
    }
}
