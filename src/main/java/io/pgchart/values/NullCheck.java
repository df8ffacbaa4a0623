package io.pgchart.values;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the nulls of a layer, which the merged values don't show: what they take away has to be known, and spare. */
final class NullCheck {

    private final Values values;
    private final Inspection inspection;

    NullCheck(Values values, Inspection inspection) {
        this.values = values;
        this.inspection = inspection;
    }

    void check(MapNode map, ValuePath path) {
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            String key = member.getKey();
            Node value = member.getValue();
            if (value instanceof MapNode inner) {
                check(inner, path.member(key));
            } else if (PlainValue.isNull(value)) {
                checkNull(key, value, path);
            }
        }
    }

    /** Where a key above is unknown too, that one is told. */
    private void checkNull(String key, Node written, ValuePath path) {
        Place place = inspection.schema().at(path);
        if (place.standing() == Place.Standing.UNKNOWN) {
            return;
        }
        Place member = place.member(key);
        if (member.standing() == Place.Standing.UNKNOWN) {
            MapRule.unknown(key, written, path, inspection);
        } else if (isNeeded(member, path.member(key))) {
            inspection.failWhole(
                    path.member(key),
                    written,
                    "is null, but the chart can't do without it",
                    "Remove that line to have the chart's default, or write a value.");
        }
    }

    /** What the chart has a default for, and what its schema does not let be null. */
    private boolean isNeeded(Place place, ValuePath path) {
        boolean mayBeNull =
                place.standing() != Place.Standing.KNOWN || place.types().contains(ValueType.NULL);
        return !mayBeNull && isSet(values.layers().get(0).tree(), path) && !isSet(values.tree(), path);
    }

    private static boolean isSet(MapNode tree, ValuePath path) {
        @Nullable Node node = tree;
        for (ValuePath step : path.steps()) {
            node = node instanceof MapNode map ? map.get(step.key()) : null;
        }
        return node != null && !PlainValue.isNull(node);
    }
}
