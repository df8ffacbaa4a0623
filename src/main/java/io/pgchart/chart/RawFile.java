package io.pgchart.chart;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A file of a chart as it was found; it is decoded when it is known to be text. */
final class RawFile {

    private final byte[] content;
    private final String shownAs;

    RawFile(byte[] content, String shownAs) {
        this.content = content;
        this.shownAs = shownAs;
    }

    String shownAs() {
        return shownAs;
    }

    /** The text with line feeds alone and without a byte order mark; empty when it is not UTF-8. */
    String text(Problems problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return unmarked.indexOf('\r') < 0 ? unmarked : unmarked.replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            problems.add(
                    new Problem(shownAs, "is not UTF-8 text", null, "Save it as UTF-8, or remove it from the chart."));
            return "";
        }
    }
}
