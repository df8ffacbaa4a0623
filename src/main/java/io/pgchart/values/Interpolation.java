package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.syntax.Flaw;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${name}} in the scalars of a values file, after the file was parsed, once.
 *
 * <p>A scalar that is one {@code ${name}} alone takes the property's value in the type that the schema wants there, and
 * where the schema is open by YAML's core scalar rules; within other text the result is a string. {@code $${name}}
 * stays {@code ${name}}. What a property holds is not looked at again.
 */
public final class Interpolation {

    private final Lookup lookup;
    private final Schema schema;

    public Interpolation(Lookup lookup, Schema schema) {
        this.lookup = lookup;
        this.schema = schema;
    }

    /** The layer with its properties in place; where one is unknown the text stays, and a problem is added. */
    Layer apply(String name, MapNode tree, Problems problems) {
        Run run = new Run(problems);
        MapNode result = run.map(tree, schema.root(), ValuePath.ROOT);
        return new Layer(name, result, run.secrets);
    }

    /** Where properties come from; given by the Maven edge. */
    public interface Lookup {

        /** Knows no property. */
        Lookup NONE = new Lookup() {
            @Override
            public @Nullable Property find(String name) {
                return null;
            }

            @Override
            public Collection<String> names() {
                return List.of();
            }
        };

        /** The property of that name, or null when there is none. */
        @Nullable
        Property find(String name);

        /** Why nothing was found under a name, where there is more to say than that it is unknown. */
        default @Nullable Flaw flaw(String name) {
            return null;
        }

        /** The names to offer when one is unknown; may leave out some. */
        Collection<String> names();
    }

    /**
     * What a name stands for.
     *
     * @param secret whether whatever holds it is never shown, a server's password for one
     */
    public record Property(String text, boolean secret) {

        @Override
        public String toString() {
            return secret ? Secrecy.MASK : text;
        }
    }

    /** The interpolation of one tree. */
    private final class Run {

        private final Problems problems;
        private final Set<Origin> secrets = new HashSet<>();

        Run(Problems problems) {
            this.problems = problems;
        }

        MapNode map(MapNode map, Place place, ValuePath path) {
            Map<String, Node> members = new LinkedHashMap<>();
            for (Map.Entry<String, Node> member : map.members().entrySet()) {
                String key = member.getKey();
                members.put(key, node(member.getValue(), place.member(key), path.member(key)));
            }
            return new MapNode(members, map.origin());
        }

        private Node node(Node node, Place place, ValuePath path) {
            if (node instanceof MapNode map) {
                return map(map, place, path);
            }
            if (node instanceof ListNode list) {
                List<Node> items = new ArrayList<>();
                for (Node item : list.items()) {
                    items.add(node(item, place.item(), path.item(items.size())));
                }
                return new ListNode(items, list.origin());
            }
            ScalarNode scalar = (ScalarNode) node;
            return scalar.value() instanceof String text && text.contains("${")
                    ? scalar(text, scalar, place, path)
                    : scalar;
        }

        private Node scalar(String text, ScalarNode scalar, Place place, ValuePath path) {
            if (text.startsWith("${") && text.indexOf('}') == text.length() - 1 && text.length() > 3) {
                Property property = find(text.substring(2, text.length() - 1), scalar, path);
                return property == null ? scalar : typed(property, place, scalar.origin());
            }
            return new ScalarNode(replaced(text, scalar, path), scalar.origin());
        }

        /** A secret is not guessed at: where any type may stand it is a string. */
        private Node typed(Property property, Place place, Origin origin) {
            return property.secret() && place.types().contains(ValueType.STRING)
                    ? new ScalarNode(property.text(), origin)
                    : TypedText.of(property.text(), place, origin);
        }

        private String replaced(String text, ScalarNode scalar, ValuePath path) {
            StringBuilder result = new StringBuilder();
            int done = 0;
            for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", done)) {
                int end = text.indexOf('}', start);
                if (end < 0) {
                    break;
                }
                boolean escaped = start > done && text.charAt(start - 1) == '$';
                result.append(text, done, escaped ? start - 1 : start);
                Property property =
                        escaped || end == start + 2 ? null : find(text.substring(start + 2, end), scalar, path);
                result.append(property == null ? text.substring(start, end + 1) : property.text());
                done = end + 1;
            }
            return result.append(text, done, text.length()).toString();
        }

        private @Nullable Property find(String name, ScalarNode scalar, ValuePath path) {
            Property property = lookup.find(name);
            if (property == null) {
                Flaw flaw = lookup.flaw(name);
                String nextStep = flaw == null
                        ? NearestNames.question(
                                name, lookup.names(), "Set that property, or write $${ for the text itself.")
                        : flaw.nextStep();
                problems.add(new Problem(
                        path.toString(),
                        Shown.text("${" + name + "}") + " " + (flaw == null ? "names no property" : flaw.fault()),
                        scalar.origin().toString(),
                        nextStep));
            } else if (property.secret()) {
                secrets.add(scalar.origin());
            }
            return property;
        }
    }
}
