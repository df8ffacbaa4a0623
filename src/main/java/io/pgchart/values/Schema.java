package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import java.util.Map;

/**
 * A chart's {@code values.schema.json}, read once and good for many checks.
 *
 * <p>Immutable. A keyword that is not implemented is refused where the schema is read, never ignored.
 */
public final class Schema {

    private final Map<String, Subschema> byPointer;

    private Schema(Map<String, Subschema> byPointer) {
        this.byPointer = Map.copyOf(byPointer);
    }

    /**
     * Reads a schema.
     *
     * @param problems takes each keyword that is not implemented, each reference that leads nowhere and each keyword
     *     with a value that it can't have
     * @return {@linkplain #open() without rules} when there was such a problem
     */
    public static Schema parse(MapNode root, Problems problems) {
        Problems found = new Problems();
        Map<String, Subschema> schemas = new SchemaReader(found).read(root);
        for (Problem problem : found.list()) {
            problems.add(problem);
        }
        return found.isEmpty() ? new Schema(schemas) : open();
    }

    /** What holds for a chart without a schema: every value is allowed everywhere. */
    public static Schema open() {
        return new Schema(Map.of("#", Subschema.ANYTHING));
    }

    /** The root of the values. */
    public Place root() {
        return SchemaPlace.root(this);
    }

    public Place at(ValuePath path) {
        Place place = root();
        for (ValuePath step : path.steps()) {
            place = step.isItem() ? place.item() : place.member(step.key());
        }
        return place;
    }

    /** What the whole file asks. */
    Subschema top() {
        return target("#");
    }

    /** The schema that a reference names; the reader saw to it that there is one. */
    Subschema target(String pointer) {
        Subschema target = byPointer.get(pointer);
        if (target == null) {
            throw new IllegalStateException("no schema at " + pointer);
        }
        return target;
    }
}
