package io.pgchart.yaml;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Turns the events of one text into trees.
 *
 * <p>The limits stop a text that is small to write and huge to expand; they are far beyond what a chart needs.
 */
final class TreeBuilder {

    static final int MAX_DEPTH = 100;
    static final int MAX_ALIASED_NODES = 10_000;

    /** Keys whose numbers kubectl's users write in octal; helm and kubectl read {@code 0440} as 288. */
    private static final List<String> MODES = List.of("defaultMode", "mode");

    private final Events events;
    private final String source;
    private final SourceMap places;
    private final Problems problems;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int aliasedNodes;

    TreeBuilder(Events events, String source, SourceMap places, Problems problems) {
        this.events = events;
        this.source = source;
        this.places = places;
        this.problems = problems;
    }

    /** The document that starts here; null as a scalar when it is empty. */
    Node document() {
        anchors.clear();
        Event content = events.next();
        Node root = node(content, origin(content), "", 0);
        events.next();
        return root;
    }

    private Node node(Event event, Origin named, String key, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnreadableException(new Problem(
                    source,
                    "is nested more than " + MAX_DEPTH + " levels deep",
                    named.toString(),
                    "Flatten it: no Kubernetes object is that deep."));
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, named);
        }
        Node node = event instanceof ScalarEvent scalar
                ? insertedOrScalar(scalar, named, key)
                : event instanceof MappingStartEvent ? map(named, depth) : list(named, depth);
        checkTag((NodeEvent) event);
        Anchor anchor = ((NodeEvent) event).getAnchor().orElse(null);
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private MapNode map(Origin named, int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (Event keyEvent = events.next(); !(keyEvent instanceof MappingEndEvent); keyEvent = events.next()) {
            Origin at = origin(keyEvent);
            String key = key(keyEvent, at, depth);
            Node value = node(events.next(), at, key, depth + 1);
            Node earlier = members.putIfAbsent(key, value);
            if (earlier != null) {
                problems.add(new Problem(
                        key,
                        "is written twice in the same map, first at " + earlier.origin(),
                        at.toString(),
                        "Keep one of the two."));
            }
        }
        return new MapNode(members, named);
    }

    private String key(Event event, Origin at, int depth) {
        if (!(event instanceof ScalarEvent scalar)) {
            node(event, at, "", depth + 1);
            problems.add(new Problem(source, "has a key that is no text", at.toString(), "Use text as the key."));
            return "";
        }
        Node inserted = scalar.isPlain() ? places.inserted(scalar.getValue()) : null;
        if (inserted instanceof ScalarNode value && value.value() instanceof String text) {
            return text;
        }
        String key = inserted == null ? places.completed(scalar.getValue()) : JsonText.of(inserted);
        if (scalar.isPlain() && !PlainScalar.isString(key)) {
            problems.add(
                    new Problem(key, "is a key that not every YAML reader takes as text", at.toString(), quote(key)));
        }
        return key;
    }

    private ListNode list(Origin named, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
            items.add(node(item, origin(item), "", depth + 1));
        }
        return new ListNode(items, named);
    }

    private Node insertedOrScalar(ScalarEvent event, Origin named, String key) {
        Node inserted = event.isPlain() ? places.inserted(event.getValue()) : null;
        return inserted == null ? scalar(event, named, key) : renamed(inserted, named);
    }

    private ScalarNode scalar(ScalarEvent event, Origin named, String key) {
        String text = event.getValue();
        if (!event.isPlain() || event.getTag().isPresent()) {
            return new ScalarNode(places.completed(text), named);
        }
        String ambiguity = PlainScalar.ambiguity(text);
        if (ambiguity == null) {
            return new ScalarNode(PlainScalar.value(text), named);
        }
        if (MODES.contains(key) && isOctal(text)) {
            return new ScalarNode(Long.valueOf(text, 8), named);
        }
        problems.add(new Problem(
                key.isEmpty() ? text : key,
                "'" + text + "' is " + ambiguity + ", and not the same to every YAML reader",
                origin(event).toString(),
                quote(text) + " Where a number is meant, write it in plain decimals."));
        return new ScalarNode(text, named);
    }

    private Node aliased(AliasEvent alias, Origin named) {
        Node node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new UnreadableException(new Problem(
                    "*" + alias.getAlias().getValue(),
                    "refers to an anchor that is not defined before it",
                    origin(alias).toString(),
                    "Define &" + alias.getAlias().getValue() + " above, outside of what uses it."));
        }
        aliasedNodes += size(node, MAX_ALIASED_NODES - aliasedNodes);
        if (aliasedNodes > MAX_ALIASED_NODES) {
            throw new UnreadableException(new Problem(
                    source,
                    "grows beyond " + MAX_ALIASED_NODES + " nodes through its aliases",
                    origin(alias).toString(),
                    "Write the values out."));
        }
        return renamed(node, named);
    }

    /** The same node as named at the place of the alias. */
    private static Node renamed(Node node, Origin named) {
        if (node instanceof MapNode map) {
            return new MapNode(map.members(), named);
        }
        return node instanceof ListNode list
                ? new ListNode(list.items(), named)
                : new ScalarNode(((ScalarNode) node).value(), named);
    }

    /** How many nodes a tree has; stops counting when there are more than {@code enough}. */
    private static int size(Node node, int enough) {
        int size = 1;
        Iterable<Node> children = node instanceof MapNode map
                ? map.members().values()
                : node instanceof ListNode list ? list.items() : List.of();
        for (Node child : children) {
            if (size > enough) {
                break;
            }
            size += size(child, enough - size);
        }
        return size;
    }

    /** Only {@code !!str}, and the {@code !} that says as much, mean the same everywhere. */
    private void checkTag(NodeEvent event) {
        @Nullable String tag = tag(event);
        if (tag != null && !tag.equals("tag:yaml.org,2002:str") && !tag.equals("!")) {
            String shown = tag.replace("tag:yaml.org,2002:", "!!");
            problems.add(new Problem(
                    shown,
                    "is a tag, expected a plain value",
                    origin(event).toString(),
                    "Write the value without a tag."));
        }
    }

    private static @Nullable String tag(NodeEvent event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag().orElse(null);
        }
        return ((CollectionStartEvent) event).getTag().orElse(null);
    }

    private static boolean isOctal(String text) {
        return text.length() <= 5 && text.startsWith("0") && PlainScalar.isAll(text, "01234567");
    }

    private static String quote(String text) {
        return "Write \"" + text + "\" in quotes.";
    }

    private Origin origin(Event event) {
        Mark mark = event.getStartMark().orElseThrow();
        return places.origin(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading of a text. */
    static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        UnreadableException(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
