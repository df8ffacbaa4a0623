package io.pgchart.yaml;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML text (JSON is a part of it) into trees, within limits and in the dialect that kubectl shares. */
public final class YamlReader {

    /** More than a record in the cluster could ever hold (1 MiB); a guard, not a format. */
    static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

    private YamlReader() {}

    /**
     * The documents of a text; empty ones are left out.
     *
     * @param source what the origins call the text: a file as the user knows it, or a parameter
     * @param problems takes a syntax error, which ends the reading, and every key or scalar that is not allowed
     */
    public static List<Node> documents(String text, String source, Problems problems) {
        return documents(text, source, SourceMap.identity(source), problems);
    }

    /**
     * The documents of a text that was made from another one.
     *
     * @param places tells the origins of the text's places
     */
    public static List<Node> documents(String text, String source, SourceMap places, Problems problems) {
        List<Node> documents = new ArrayList<>();
        boolean readable = read(Events.of(text), text, source, places, problems, documents);
        return readable ? documents : List.of();
    }

    /** Adds the documents of a text, given its events too; whether it could be read to its end. */
    static boolean read(
            Events events, String text, String source, SourceMap places, Problems problems, List<Node> documents) {
        try {
            TreeBuilder builder = new TreeBuilder(events, source, places, problems);
            for (Event event = events.next(); event.getEventId() != Event.ID.StreamEnd; event = events.next()) {
                if (event.getEventId() == Event.ID.DocumentStart) {
                    Node document = builder.document();
                    if (!isEmpty(document)) {
                        documents.add(document);
                    }
                }
            }
            return true;
        } catch (TreeBuilder.UnreadableException e) {
            problems.add(e.problem());
        } catch (YamlEngineException e) {
            problems.add(syntaxProblem(e, text, source, places));
        }
        return false;
    }

    /**
     * The one document of a text that is to be a map; an empty text is an empty map.
     *
     * @return an empty map too when a problem was added
     */
    public static MapNode map(String text, String source, Problems problems) {
        MapNode json = JsonReader.map(text, source);
        if (json != null) {
            return json;
        }
        List<Node> documents = documents(text, source, problems);
        MapNode empty = new MapNode(Map.of(), new Origin(source, 1, 1));
        if (documents.isEmpty()) {
            return empty;
        }
        Node first = documents.get(0);
        if (documents.size() > 1) {
            problems.add(new Problem(
                    source,
                    "holds " + documents.size() + " YAML documents, expected one",
                    documents.get(1).origin().toString(),
                    "Remove the '---' lines or split the file."));
            return empty;
        }
        if (first instanceof MapNode map) {
            return map;
        }
        problems.add(new Problem(
                source,
                "is a " + first.shape() + ", expected a map",
                first.origin().toString(),
                "Write keys with values, 'key: value'."));
        return empty;
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar && scalar.isNull();
    }

    /** A text as if it stood unquoted in a file; what the versions of YAML read differently is a string. */
    public static ScalarNode scalar(String text, Origin origin) {
        return new ScalarNode(PlainScalar.ambiguity(text) == null ? PlainScalar.value(text) : text, origin);
    }

    private static Problem syntaxProblem(YamlEngineException e, String text, String source, SourceMap places) {
        if (e instanceof ReaderException unreadable) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(unreadable.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            return new Problem(
                    source,
                    "is no text: character U+" + hex(unreadable.getCodePoint()) + " is not allowed in YAML",
                    places.origin(line, 1).toString(),
                    "Save the file as UTF-8 text, or write the character as an escape in double quotes.");
        }
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            Mark mark = marked.getProblemMark().get();
            String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
            return new Problem(
                    source,
                    "is no YAML: " + oneLine(context + marked.getProblem()),
                    places.origin(mark.getLine() + 1, mark.getColumn() + 1) + ", column " + (mark.getColumn() + 1),
                    hint(marked.getProblem()));
        }
        return new Problem(source, "is no YAML: " + oneLine(String.valueOf(e.getMessage())), null, "Mend its syntax.");
    }

    private static String hint(String problem) {
        return problem.contains("TAB") || problem.contains("\\t")
                ? "Indent with spaces; YAML allows no tabs."
                : "Mend the syntax there.";
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
