package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static List<String> lines(byte[] text) throws IOException {
        List<String> all = new ArrayList<>();
        Lines lines = new Lines(new ByteArrayInputStream(text));
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void splitsAtLineFeedsAlone() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("a\n\nb\r\nc\rd")).containsExactly("a", "", "b", "c\rd");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("ä→\u2028x\n")).containsExactly("ä→\u2028x");
    }

    @Test
    void putsAMarkInPlaceOfWhatIsNoUtf8() throws IOException {
        assertThat(lines(new byte[] {'a', (byte) 0xFF, (byte) 0xC3, '\n', 'b'})).containsExactly("a\uFFFD\uFFFD", "b");
    }

    @Test
    void keepsTheBeginningOfAVeryLongLine() throws IOException {
        List<String> lines = lines("x".repeat(Lines.LONGEST + 7) + "\nnext\n");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasSize(Lines.LONGEST + 17).endsWith("x … (7 bytes more)");
        assertThat(lines.get(1)).isEqualTo("next");
    }
}
