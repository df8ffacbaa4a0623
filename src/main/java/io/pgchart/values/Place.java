package io.pgchart.values;

import java.util.List;
import java.util.Set;

/**
 * What a schema says of one place in the values, whether there is a value or not.
 *
 * <p>Members of a place that a schema leaves open are open themselves.
 */
public interface Place {

    /** How a schema knows a place. */
    enum Standing {
        /** The schema names it. */
        KNOWN,
        /** The schema allows it without naming it: below {@code podAnnotations}, say. */
        OPEN,
        /** The schema refuses it. */
        UNKNOWN
    }

    Standing standing();

    /** What may stand here; every type when the schema does not say. */
    Set<ValueType> types();

    /** Whether the value, and all below it, is never shown. */
    boolean isSecret();

    /** The keys that the schema names here, in its order. */
    List<String> names();

    Place member(String key);

    /** The place of each item of the list that stands here. */
    Place item();
}
