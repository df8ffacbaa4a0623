package io.pgchart.render;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how each value tag of a template is encoded, by the language of the file and the place of the tag. */
final class Positions {

    private final String text;
    private final Problems problems;

    private Positions(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /** One encoding a value tag, in order; null for one that was refused. */
    static List<@Nullable Encoding> encodings(ChartFile file, List<Tag> tags, Problems problems) {
        Language language = Language.of(file.name());
        refuseRaw(language, tags, problems);
        if (language == Language.YAML) {
            return YamlPositions.encodings(file, tags, problems);
        }
        Positions positions = new Positions(file.text(), problems);
        List<@Nullable Encoding> encodings = new ArrayList<>();
        for (Tag tag : tags) {
            if (tag.isValue()) {
                encodings.add(positions.encoding(language, tag));
            }
        }
        return encodings;
    }

    private static void refuseRaw(Language language, List<Tag> tags, Problems problems) {
        for (Tag tag : tags) {
            if (tag.kind() == Tag.Kind.RAW && language != Language.TEXT) {
                problems.add(new Problem(
                        tag.shown(),
                        "writes a value as it is, expected one that is encoded for its file",
                        tag.where(),
                        "Write {{" + tag.name() + "}}."));
            }
        }
    }

    private @Nullable Encoding encoding(Language language, Tag tag) {
        return switch (language) {
            case POSTGRESQL_CONF -> parameter(tag);
            case SHELL -> word(tag);
            case LINES -> Encoding.LINE;
            case TEXT -> Encoding.TEXT;
            default ->
                refused(
                        tag,
                        "stands in a file of a language without encoding",
                        "Put the value in a file of a known one.");
        };
    }

    private @Nullable Encoding parameter(Tag tag) {
        String before = lineBefore(tag);
        if (before.isBlank()) {
            return Encoding.PARAMETER_NAME;
        }
        boolean apart = endsWithAny(before, " =\t") && startsWithAny(tag.end(), " \t\n");
        if (apart && before.indexOf('\'') < 0 && before.indexOf('#') < 0) {
            return Encoding.PARAMETER_VALUE;
        }
        return refused(tag, "does not stand alone as a value", "Write the line as: parameter = " + tag.shown());
    }

    /** A word of an assignment or a command, where nothing before it in the file can have left a quote open. */
    private @Nullable Encoding word(Tag tag) {
        boolean apart = endsWithAny(lineBefore(tag), " =\t") && startsWithAny(tag.end(), " \t\n;)");
        if (apart && !isQuoted(tag.start()) && !text.contains("<<")) {
            return Encoding.SHELL_WORD;
        }
        return refused(
                tag,
                "does not stand alone as a word of the shell, outside quotes and in a file without here-documents",
                "Write NAME=" + tag.shown() + " and use \"$NAME\".");
    }

    /** Whether a quote or a comment is open at this place of a shell script. */
    private boolean isQuoted(int at) {
        char open = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (open == '#') {
                open = c == '\n' ? 0 : open;
            } else if (open != 0) {
                if (c == '\\' && open == '"') {
                    i++;
                } else if (c == open) {
                    open = 0;
                }
            } else if (c == '\\') {
                i++;
            } else if (c == '\'' || c == '"' || c == '`') {
                open = c;
            } else if (c == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
                open = c;
            }
        }
        return open != 0;
    }

    private @Nullable Encoding refused(Tag tag, String fault, String nextStep) {
        problems.add(new Problem(tag.shown(), fault, tag.where(), nextStep));
        return null;
    }

    private String lineBefore(Tag tag) {
        return text.substring(text.lastIndexOf('\n', tag.start() - 1) + 1, tag.start());
    }

    private static boolean endsWithAny(String before, String characters) {
        return !before.isEmpty() && characters.indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private boolean startsWithAny(int at, String characters) {
        return at >= text.length() || characters.indexOf(text.charAt(at)) >= 0;
    }
}
