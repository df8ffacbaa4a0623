package io.pgchart.release;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON of others into a tree; of a key that stands twice the last one counts, as in Go. */
final class JsonReader {

    private static final int MAX_DEPTH = 200;

    /** A double ends at 308; a BigDecimal of a billion zeros would be small to write and huge to print. */
    private static final int MAX_SCALE = 400;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private final JsonParser parser;
    private final Origin origin;

    private JsonReader(JsonParser parser, Origin origin) {
        this.parser = parser;
        this.origin = origin;
    }

    /**
     * The map that the JSON is.
     *
     * @param origin of all of its nodes
     */
    static MapNode map(InputStream json, Origin origin) throws DamageException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            JsonReader reader = new JsonReader(parser, origin);
            Node root = reader.node(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new DamageException("holds more than one JSON value");
            }
            if (root instanceof MapNode map) {
                return map;
            }
            throw new DamageException("holds JSON that is a " + root.shape() + ", expected a map");
        } catch (JacksonException e) {
            if (e.getCause() instanceof BoundedStream.TooLongException tooLong) {
                throw new DamageException(String.valueOf(tooLong.getMessage()));
            }
            // The parser's own words may quote what the record holds.
            throw new DamageException(
                    e.getCause() == null
                            ? "holds no JSON, or only a part of it"
                            : "holds gzip that can't be unpacked, or only a part of it");
        }
    }

    private Node node(JsonToken token) throws DamageException {
        if (token == null) {
            throw new DamageException("is empty, expected JSON");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new ScalarNode(parser.getString(), origin);
            case VALUE_TRUE -> new ScalarNode(true, origin);
            case VALUE_FALSE -> new ScalarNode(false, origin);
            case VALUE_NUMBER_INT -> new ScalarNode(integer(parser.getBigIntegerValue()), origin);
            case VALUE_NUMBER_FLOAT -> new ScalarNode(decimal(), origin);
            default -> new ScalarNode(null, origin);
        };
    }

    private MapNode object() throws DamageException {
        Map<String, Node> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, node(parser.nextToken()));
        }
        return new MapNode(members, origin);
    }

    private ListNode array() throws DamageException {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new ListNode(items, origin);
    }

    private BigDecimal decimal() throws DamageException {
        BigDecimal number = parser.getDecimalValue();
        if (Double.isInfinite(number.doubleValue())) {
            throw new DamageException("holds a number beyond the range of a double");
        }
        return Math.abs((long) number.scale()) <= MAX_SCALE ? number : BigDecimal.valueOf(number.doubleValue());
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }
}
