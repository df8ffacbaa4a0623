package io.pgchart.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of the {@code <values>} in a POM.
 *
 * @param text trimmed as Maven gives it; null when there is none
 */
public record XmlValue(
        String name,
        Map<String, String> attributes,
        @Nullable String text,
        List<XmlValue> children) {

    public XmlValue {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }
}
