package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/values.md} names what the code knows. */
final class ValuesPageTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void namesEveryKeywordAndNoOther() throws IOException {
        List<String> lines = lines();
        int start = lines.indexOf("refused, for a keyword that is passed over checks nothing:");
        Stream<String> paragraph = lines.stream().skip(start + 2).takeWhile(line -> !line.isBlank());

        assertThat(start).isPositive();
        assertThat(code(paragraph)).containsExactlyInAnyOrderElementsOf(SchemaReader.KEYWORDS);
    }

    @Test
    void namesEveryFormatAndNoOther() throws IOException {
        Stream<String> table = lines().stream()
                .dropWhile(line -> !line.startsWith("| format |"))
                .skip(2)
                .map(line -> line.substring(0, line.indexOf('|', 1)));

        assertThat(code(table)).containsExactlyInAnyOrderElementsOf(Format.keywords());
    }

    private static List<String> code(Stream<String> text) {
        return text.flatMap(line -> CODE.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("docs/values.md"));
    }
}
