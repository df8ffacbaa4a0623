package io.pgchart.render;

import io.pgchart.chart.Chart;
import io.pgchart.syntax.Quantity;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin works out of the values because templates can't: names, counts, image references, sizes.
 *
 * <p>A value that is missing, or of another type than expected, makes the computed one null; the schema has told about
 * it by then.
 */
final class ComputedNames {

    /** More databases than one release has; a guard for charts whose schema has none. */
    private static final long MOST_INSTANCES = 10_000;

    private static final BigDecimal QUEUE_SHARE = new BigDecimal(4);

    private ComputedNames() {}

    static Map<String, Node> of(Chart chart, MapNode values) {
        Map<String, Node> names = new LinkedHashMap<>();
        String override = values.text("fullnameOverride");
        String fullname = override == null ? chart.metadata().name() : override;
        long instances = count(values.get("replicaCount"));
        names.put("fullname", Names.text(fullname));
        names.put("instances", instances(fullname, instances));
        names.put("severalInstances", new ScalarNode(instances > 1, Names.COMPUTED));
        names.put("image", image(values.map("image")));
        names.put("kubectlImage", image(below(values, "pgbackrest", "kubectl", "image")));
        names.put("metricsImage", image(below(values, "metrics", "image")));
        names.put("archivePushQueueMax", archivePushQueueMax(values));
        return names;
    }

    private static long count(@Nullable Node node) {
        if (node instanceof ScalarNode scalar && scalar.value() instanceof Long count) {
            return Math.max(0, Math.min(MOST_INSTANCES, count));
        }
        return 1;
    }

    private static ListNode instances(String fullname, long count) {
        List<Node> instances = new ArrayList<>();
        for (long ordinal = 0; ordinal < count; ordinal++) {
            Map<String, Node> instance = new LinkedHashMap<>();
            instance.put("ordinal", new ScalarNode(ordinal, Names.COMPUTED));
            instance.put("name", Names.text(fullname + "-" + ordinal));
            instances.add(Names.map(instance));
        }
        return new ListNode(instances, Names.COMPUTED);
    }

    /** {@code registry/repository:tag@digest}, without what is null. */
    private static ScalarNode image(@Nullable MapNode image) {
        String repository = image == null ? null : text(image, "repository");
        if (image == null || repository == null) {
            return new ScalarNode(null, Names.COMPUTED);
        }
        String registry = text(image, "registry");
        String tag = text(image, "tag");
        String digest = text(image, "digest");
        return Names.text((registry == null ? "" : registry + "/")
                + repository
                + (tag == null ? "" : ":" + tag)
                + (digest == null ? "" : "@" + digest));
    }

    private static ScalarNode archivePushQueueMax(MapNode values) {
        MapNode walArchiving = below(values, "pgbackrest", "walArchiving");
        String queueMax = walArchiving == null ? null : text(walArchiving, "queueMax");
        if (queueMax != null) {
            return bytes(queueMax, BigDecimal.ONE);
        }
        MapNode persistence = values.map("persistence");
        String walSize = persistence == null ? null : text(persistence, "walSize");
        return bytes(walSize == null && persistence != null ? text(persistence, "size") : walSize, QUEUE_SHARE);
    }

    private static ScalarNode bytes(@Nullable String size, BigDecimal divisor) {
        if (size == null || Quantity.flaw(size) != null) {
            return new ScalarNode(null, Names.COMPUTED);
        }
        return new ScalarNode(
                Quantity.amount(size).divide(divisor, 0, RoundingMode.DOWN).longValue(), Names.COMPUTED);
    }

    private static @Nullable MapNode below(MapNode values, String... path) {
        MapNode map = values;
        for (String key : path) {
            map = map == null ? null : map.map(key);
        }
        return map;
    }

    /** The text of a member, a number's too; null when it is empty or has none. */
    private static @Nullable String text(MapNode map, String key) {
        if (map.get(key) instanceof ScalarNode scalar
                && !scalar.isNull()
                && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        return null;
    }
}
