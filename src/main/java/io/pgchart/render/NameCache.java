package io.pgchart.render;

import java.util.HashMap;
import java.util.Map;

/** The names of a chart's tags, each parsed once: most stand in several templates. For one thread. */
final class NameCache {

    private final Map<String, Name> names = new HashMap<>();

    /** @throws IllegalArgumentException with what is wrong, as the end of a sentence */
    Name parsed(String text) {
        Name known = names.get(text);
        if (known == null) {
            known = Name.parse(text);
            names.put(text, known);
        }
        return known;
    }
}
