package io.pgchart.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One type of the field table.
 *
 * @param name {@code core.v1.Container}
 */
record ObjectType(String name, Map<String, FieldType> fields, List<String> required) {

    @Nullable
    FieldType field(String field) {
        return fields.get(field);
    }

    /** {@code Container}: the name without the group and version it was first defined in. */
    String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
