package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.Origin;
import java.util.Map;
import java.util.TreeMap;

/**
 * Single values out of properties named {@code pgchart.values.<path>}.
 *
 * <p>The path is written as {@link ValuePath} has it, Helm's escaped dot included; the text takes the type that the
 * schema wants.
 */
public final class PropertyValues {

    public static final String PREFIX = "pgchart.values.";

    private PropertyValues() {}

    /**
     * The properties of the POM and its profiles, named {@code 2 project properties}.
     *
     * @param properties any; those without the prefix are passed over
     * @param weaker the values so far; an index edits their list
     */
    public static Layer ofProject(Map<String, String> properties, Values weaker, Problems problems) {
        Map<String, String> ours = ours(properties);
        String name = ours.size() == 1 ? "1 project property" : ours.size() + " project properties";
        return layer(name, ours, "property ", weaker, problems);
    }

    /** The same for properties given by {@code -D}, named {@code 2 -D properties}. */
    public static Layer ofCommandLine(Map<String, String> properties, Values weaker, Problems problems) {
        Map<String, String> ours = ours(properties);
        String name = ours.size() == 1 ? "1 -D property" : ours.size() + " -D properties";
        return layer(name, ours, "-D", weaker, problems);
    }

    private static Map<String, String> ours(Map<String, String> properties) {
        Map<String, String> ours = new TreeMap<>();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(PREFIX)) {
                ours.put(property.getKey(), property.getValue());
            }
        }
        return ours;
    }

    private static Layer layer(
            String name, Map<String, String> properties, String prefix, Values weaker, Problems problems) {
        Draft draft = new Draft(weaker.tree(), Origin.of(name));
        for (Map.Entry<String, String> entry : properties.entrySet()) {
            String property = entry.getKey();
            Origin origin = Origin.of(prefix + property);
            ValuePath path;
            try {
                path = ValuePath.parse(property.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                String example = PREFIX + "pgbackrest.s3.bucket or " + PREFIX + "tolerations[0].key.";
                problems.add(problem(property, e, origin, "Write its path like " + example));
                continue;
            }
            try {
                draft.put(path, TypedText.of(entry.getValue(), weaker.schema().at(path), origin));
            } catch (IllegalArgumentException e) {
                problems.add(problem(property, e, origin, "Keep one of the two."));
            }
        }
        return new Layer(name, draft.tree());
    }

    private static Problem problem(String property, IllegalArgumentException e, Origin origin, String nextStep) {
        return new Problem(property, String.valueOf(e.getMessage()), origin.toString(), nextStep);
    }
}
