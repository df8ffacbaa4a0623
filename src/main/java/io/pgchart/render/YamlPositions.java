package io.pgchart.render;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells for each value tag of a YAML template which position it stands in, and so how it is encoded.
 *
 * <p>A position that is not known to be safe is a problem, and whatever passes is parsed again after rendering.
 */
final class YamlPositions {

    private final YamlLexer lexer;
    private final Problems problems;

    private YamlPositions(String text, Problems problems) {
        this.lexer = new YamlLexer(text);
        this.problems = problems;
    }

    /** One encoding a value tag, in order; null for one that stands where it must not. */
    static List<@Nullable Encoding> encodings(ChartFile file, List<Tag> tags, Problems problems) {
        String text = file.text();
        YamlPositions positions = new YamlPositions(text, problems);
        positions.checkText(file);
        YamlLexer lexer = positions.lexer;
        List<@Nullable Encoding> encodings = new ArrayList<>();
        int from = 0;
        for (Tag tag : tags) {
            if (tag.isValue()) {
                lexer.read(from, tag.start());
                encodings.add(positions.encoding(tag));
            } else {
                lexer.read(from, tag.alone() ? lexer.lineStart(tag.start()) : tag.start());
                positions.checkAlone(tag);
            }
            from = tag.isValue() ? tag.end() : lexer.lineEnd(tag.end());
        }
        return encodings;
    }

    private void checkText(ChartFile file) {
        if (file.text().indexOf(Output.INSERTED) >= 0) {
            problems.add(new Problem(
                    file.shownAs(),
                    "holds the character U+E000, which is for private use, and used by the plugin",
                    null,
                    "Write it as \"\\uE000\" in double quotes."));
        }
        if (holdsInsideMark(file.text())) {
            problems.add(new Problem(
                    file.shownAs(),
                    "holds the character U+E001, which is for private use, and used by the plugin",
                    null,
                    "Make it a value, and name that here."));
        }
    }

    /** Whether what the template itself says could be taken for a value's place inside a quoted scalar. */
    private static boolean holdsInsideMark(String text) {
        boolean holds = text.indexOf(Output.INSERTED_INSIDE) >= 0;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            holds |= text.regionMatches(true, at + 1, "uE001", 0, 5)
                    || text.regionMatches(true, at + 1, "U0000E001", 0, 9);
        }
        return holds;
    }

    private @Nullable Encoding encoding(Tag tag) {
        if (lexer.state() == YamlLexer.State.DOUBLE_QUOTED) {
            return Encoding.QUOTED_BODY;
        }
        if (lexer.takeValue(tag)) {
            return Encoding.JSON;
        }
        String place =
                switch (lexer.state()) {
                    case SINGLE_QUOTED -> "inside single quotes";
                    case BLOCK_SCALAR -> "inside a block scalar";
                    case COMMENT -> "inside a comment";
                    default -> "next to other text";
                };
        problems.add(new Problem(
                tag.shown(),
                "stands " + place + ", expected a place of its own or one inside double quotes",
                tag.where(),
                lexer.state() == YamlLexer.State.COMMENT
                        ? "Remove it, or write the comment as {{! … }}."
                        : "Put the whole scalar in double quotes."));
        return null;
    }

    private void checkAlone(Tag tag) {
        if (!tag.alone() && tag.kind() != Tag.Kind.REFUSED) {
            problems.add(new Problem(
                    tag.shown(),
                    "does not stand alone on its line",
                    tag.where(),
                    "In YAML, give it a line of its own."));
        }
    }
}
