package io.pgchart.cluster.fabric8;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into trees: one value, or one after the other as a server sends them. */
final class JsonTree implements AutoCloseable {

    static final Origin ORIGIN = Origin.of("cluster");

    /** Loaded with the first answer. */
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;

    /** Reads the values of a stream as they arrive. */
    JsonTree(InputStream in) {
        parser = JSON.createParser(ObjectReadContext.empty(), in);
    }

    private JsonTree(byte[] bytes) {
        parser = JSON.createParser(ObjectReadContext.empty(), bytes);
    }

    /** The map that a text holds; null when it is anything else. */
    static @Nullable MapNode map(byte[] text) {
        try (JsonTree reader = new JsonTree(text)) {
            return reader.next() instanceof MapNode map ? map : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * The next value, or null at the end.
     *
     * @throws JacksonException when what arrives is no JSON, or the stream breaks
     */
    @Nullable
    Node next() {
        JsonToken token = parser.nextToken();
        return token == null ? null : node(token);
    }

    private Node node(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new ScalarNode(parser.getString(), ORIGIN);
            case VALUE_TRUE -> new ScalarNode(true, ORIGIN);
            case VALUE_FALSE -> new ScalarNode(false, ORIGIN);
            case VALUE_NUMBER_INT -> new ScalarNode(integer(), ORIGIN);
            case VALUE_NUMBER_FLOAT -> new ScalarNode(parser.getDecimalValue(), ORIGIN);
            default -> new ScalarNode(null, ORIGIN);
        };
    }

    private Object integer() {
        BigInteger number = parser.getBigIntegerValue();
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private MapNode object() {
        Map<String, Node> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, node(parser.nextToken()));
        }
        return new MapNode(members, ORIGIN);
    }

    private ListNode array() {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new ListNode(items, ORIGIN);
    }

    @Override
    public void close() {
        parser.close();
    }
}
