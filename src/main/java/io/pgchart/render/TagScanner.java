package io.pgchart.render;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the tags of a template, in order, and refuses what would not balance.
 *
 * <p>It sees what the Mustache compiler will see, because no tag changes the delimiters: that is refused here.
 */
final class TagScanner {

    private final ChartFile file;
    private final String text;
    private final Problems problems;
    private int line = 1;
    private int lineStart;

    private TagScanner(ChartFile file, Problems problems) {
        this.file = file;
        this.text = file.text();
        this.problems = problems;
    }

    static List<Tag> scan(ChartFile file, Problems problems) {
        List<Tag> tags = new TagScanner(file, problems).scan();
        checkNesting(tags, problems);
        return tags;
    }

    private List<Tag> scan() {
        List<Tag> tags = new ArrayList<>();
        int from = 0;
        for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", from)) {
            countLines(from, start);
            Origin origin = new Origin(file.shownAs(), line, start - lineStart + 1);
            boolean triple = text.startsWith("{{{", start);
            String close = triple ? "}}}" : "}}";
            int closing = text.indexOf(close, start);
            if (closing < 0) {
                problems.add(new Problem(
                        shortened(start),
                        "is not closed",
                        origin.withColumn(),
                        "Write " + close + " behind the name."));
                return tags;
            }
            int end = closing + close.length();
            countLines(start, end);
            tags.add(tag(start, end, origin, text.substring(start + close.length(), closing)));
            from = end;
        }
        return tags;
    }

    private Tag tag(int start, int end, Origin origin, String inside) {
        Tag.Kind kind = text.startsWith("{{{", start) ? Tag.Kind.RAW : kind(inside);
        boolean signed = kind != Tag.Kind.VALUE && kind != Tag.Kind.REFUSED && !text.startsWith("{{{", start);
        String name = (signed ? inside.substring(1) : inside).trim();
        Tag tag = new Tag(kind, name, start, end, origin, isAlone(start, end));
        if (kind == Tag.Kind.REFUSED) {
            problems.add(new Problem(
                    tag.shown(),
                    "begins with '" + inside.charAt(0) + "', expected a name or one of # ^ / > !",
                    tag.where(),
                    "Templates have no other signs, and their delimiters can't be changed."));
        } else if (name.isEmpty() && kind != Tag.Kind.COMMENT) {
            problems.add(new Problem(tag.shown(), "has no name", tag.where(), "Write a name such as Values.image."));
        }
        return tag;
    }

    private static Tag.Kind kind(String inside) {
        return switch (inside.isEmpty() ? ' ' : inside.charAt(0)) {
            case '#' -> Tag.Kind.SECTION;
            case '^' -> Tag.Kind.INVERTED;
            case '/' -> Tag.Kind.CLOSE;
            case '>' -> Tag.Kind.PARTIAL;
            case '!' -> Tag.Kind.COMMENT;
            case '&' -> Tag.Kind.RAW;
            case '=', '<', '$', '?', '%', '*' -> Tag.Kind.REFUSED;
            default -> Tag.Kind.VALUE;
        };
    }

    private static void checkNesting(List<Tag> tags, Problems problems) {
        Deque<Tag> open = new ArrayDeque<>();
        for (Tag tag : tags) {
            if (tag.opensSection()) {
                open.push(tag);
            } else if (tag.kind() == Tag.Kind.CLOSE) {
                Tag opened = open.poll();
                if (opened == null || !opened.name().equals(tag.name())) {
                    problems.add(new Problem(
                            tag.shown(),
                            opened == null
                                    ? "closes a section that is not open"
                                    : "closes the section " + opened.shown() + " of line "
                                            + opened.origin().line(),
                            tag.where(),
                            opened == null ? "Remove it." : "Write {{/" + opened.name() + "}}."));
                    return;
                }
            }
        }
        for (Tag tag : open) {
            problems.add(new Problem(
                    tag.shown(), "is a section without an end", tag.where(), "Write {{/" + tag.name() + "}}."));
        }
    }

    private boolean isAlone(int start, int end) {
        int before = start - 1;
        while (before >= 0 && isBlank(text.charAt(before))) {
            before--;
        }
        int after = end;
        while (after < text.length() && isBlank(text.charAt(after))) {
            after++;
        }
        return (before < 0 || text.charAt(before) == '\n') && (after == text.length() || text.charAt(after) == '\n');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void countLines(int from, int to) {
        for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
    }

    private String shortened(int start) {
        int lineEnd = text.indexOf('\n', start);
        String rest = text.substring(start, lineEnd < 0 ? text.length() : lineEnd);
        return rest.length() > 40 ? rest.substring(0, 40) + "…" : rest;
    }
}
