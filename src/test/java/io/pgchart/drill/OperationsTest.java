package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each command of the runbook is one that a drill has run: a section with commands is opened by a drill, which fails when it
 * leaves one of them out, and the sections name drills that are there.
 */
final class OperationsTest {

    private static final Path DRILLS = Path.of("src", "test", "java", "io", "pgchart", "drill");
    private static final Pattern OPENED = Pattern.compile("new Runbook\\(\"([^\"]+)\"");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Drill)`");

    @Test
    void eachSectionWithCommandsIsCarriedOutByADrill() throws IOException {
        List<String> withCommands = Runbook.sections().entrySet().stream()
                .filter(section -> !section.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(opened()).containsExactlyInAnyOrderElementsOf(withCommands);
    }

    /** Whatever stands in a block of another kind would be run by nobody. */
    @Test
    void commandsStandInBlocksOfShAlone() throws IOException {
        List<String> fences = Files.readAllLines(Runbook.FILE).stream()
                .filter(line -> line.startsWith("```"))
                .toList();
        assertThat(fences).hasSizeGreaterThan(20);
        for (int i = 0; i < fences.size(); i++) {
            assertThat(fences.get(i)).isIn(i % 2 == 0 ? List.of("```sh", "```text") : List.of("```"));
        }
        assertThat(Runbook.sections().values().stream().flatMap(List::stream))
                .hasSizeGreaterThan(15)
                .allMatch(command -> command.matches("(mvn pgchart:|kubectl -n |tail |echo ).*"));
        assertThat(Files.readString(Runbook.FILE)).as("in prose").doesNotContainPattern("`(mvn|kubectl) ");
    }

    @Test
    void theDrillsThatAreNamedAreThere() throws IOException {
        Matcher named = NAMED.matcher(Files.readString(Runbook.FILE));
        assertThat(named.results().map(found -> DRILLS.resolve(found.group(1) + ".java")))
                .hasSizeGreaterThan(5)
                .allMatch(Files::exists);
    }

    private static List<String> opened() throws IOException {
        List<String> headings = new ArrayList<>();
        try (Stream<Path> files = Files.list(DRILLS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Drill.java")).toList()) {
                Matcher opened = OPENED.matcher(Files.readString(file));
                while (opened.find()) {
                    headings.add(opened.group(1));
                }
            }
        }
        return headings;
    }
}
