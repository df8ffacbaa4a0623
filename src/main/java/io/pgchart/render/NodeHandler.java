package io.pgchart.render;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.PartialCode;
import com.github.mustachejava.util.Wrapper;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up in trees, and decides what a section does with what it finds.
 *
 * <p>The first scope is the root, the last one the item of the innermost section.
 */
final class NodeHandler implements ObjectHandler {

    private static final Binding NOTHING = new Lookup(null);

    private final NameCache names;

    NodeHandler(NameCache names) {
        this.names = names;
    }

    @Override
    public Binding createBinding(@Nullable String name, TemplateContext context, Code code) {
        if (name == null || code instanceof PartialCode || code instanceof Mustache) {
            return NOTHING;
        }
        return new Lookup(names.parsed(name));
    }

    /** A name that is bound to its place in a template; null is bound to nothing. */
    private record Lookup(@Nullable Name name) implements Binding {

        @Override
        public @Nullable Object get(List<Object> scopes) {
            if (name == null) {
                return null;
            }
            Object from = scopes.get(name.relative() ? scopes.size() - 1 : 0);
            Node found = name.resolve((Node) from);
            if (!name.entries()) {
                return found;
            }
            return found instanceof MapNode map ? entries(map) : null;
        }
    }

    private static ListNode entries(MapNode map) {
        List<Node> entries = new ArrayList<>(map.members().size());
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            Node value = member.getValue();
            Map<String, Node> entry = new LinkedHashMap<>();
            entry.put("key", new ScalarNode(member.getKey(), value.origin()));
            entry.put("value", value);
            entries.add(new MapNode(entry, value.origin()));
        }
        return new ListNode(entries, map.origin());
    }

    @Override
    public Writer iterate(Iteration section, Writer writer, Object value, List<Object> scopes) {
        if (value instanceof ListNode list) {
            for (Node item : list.items()) {
                section.next(writer, item, scopes);
            }
            return writer;
        }
        return isFalse(value) ? writer : section.next(writer, value, scopes);
    }

    /** An inverted section has no item of its own: the scopes stay as they are. */
    @Override
    public Writer falsey(Iteration section, Writer writer, @Nullable Object value, List<Object> scopes) {
        return value == null || isFalse(value) ? section.next(writer, null, scopes) : writer;
    }

    private static boolean isFalse(Object value) {
        if (value instanceof ListNode list) {
            return list.items().isEmpty();
        }
        return value instanceof ScalarNode scalar && (scalar.isNull() || Boolean.FALSE.equals(scalar.value()));
    }

    @Override
    public Object coerce(Object value) {
        return value;
    }

    @Override
    public Wrapper find(String name, List<Object> scopes) {
        throw new IllegalStateException("names are bound when a template is compiled");
    }

    @Override
    public String stringify(Object value) {
        throw new IllegalStateException("values are encoded, never printed");
    }
}
