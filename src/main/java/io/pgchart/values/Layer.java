package io.pgchart.values;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import java.util.Set;

/**
 * One source of values.
 *
 * @param name what the console calls it: {@code chart defaults}, {@code src/main/pgchart/values.yaml},
 *     {@code 2 project properties}
 * @param tree what it says; null removes what weaker layers say
 * @param secrets the origins of scalars that hold a secret wherever they stand, such as a server's password
 */
public record Layer(String name, MapNode tree, Set<Origin> secrets) {

    public Layer {
        secrets = Set.copyOf(secrets);
    }

    public Layer(String name, MapNode tree) {
        this(name, tree, Set.of());
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return tree.members().isEmpty();
    }
}
