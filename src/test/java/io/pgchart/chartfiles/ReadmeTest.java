package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what projects of {@code src/it} and {@code .ci/run} do; the console is compared there. */
class ReadmeTest {

    private static final Path PROJECT = Path.of("src", "it", "readme");

    /** What needs a cluster: the goals that are typed, and those that are bound. */
    private static final List<Path> DEPLOYING_PROJECTS = Stream.of(
                    "deploy-readme", "deploy-lifecycle", "deploy-integration-test", "deploy-release-stage")
            .map(name -> PROJECT.resolveSibling(name))
            .toList();

    private final String readme = read(Path.of("README.md"));

    @Test
    void everyCommandIsRunByATest() {
        String setUp = read(Path.of(".ci", "run"));
        List<String> runs = Stream.concat(Stream.of(PROJECT), DEPLOYING_PROJECTS.stream())
                .flatMap(project -> read(project.resolve("invoker.properties")).lines())
                .filter(line -> line.startsWith("invoker.goals."))
                .map(line -> "mvn " + line.substring(line.indexOf('=') + 1).strip())
                .map(line -> line.replace("${project.version}", version()))
                .toList();

        assertThat(commands())
                .hasSize(19)
                .allSatisfy(command -> assertThat(
                                command.startsWith("mvn ")
                                        ? runs.contains(command)
                                        : setUp.lines().anyMatch(command::equals))
                        .as("a test that runs: %s", command)
                        .isTrue());
        assertThat(commands()).containsAll(runs);
    }

    @Test
    void exactlyTwoCommandsSetAMachineUp() {
        assertThat(commands().filter(command -> !command.startsWith("mvn ")))
                .containsExactly("./mvnw -Ptry", "./mvnw verify");
    }

    @Test
    void thePluginAndTheValuesAreThoseOfTheProject() {
        String pom = read(PROJECT.resolve("pom.xml")).replace("@project.version@", version());

        assertThat(blocks("xml"))
                .first()
                .satisfies(plugin -> assertThat(pom).contains(plugin.indent(6).stripTrailing()));
        assertThat(blocks("yaml")).first().isEqualTo(read(PROJECT.resolve("src/main/pgchart/values.yaml")));
    }

    /** But for the names of a test's cluster and namespace. */
    @Test
    void theBindingsAreThoseOfTheProjects() {
        String application = read(PROJECT.resolveSibling("deploy-lifecycle").resolve("pom.xml"))
                .replace("<context>cluster-test</context>", "<context>production</context>")
                .replace("<namespace>deploy-lifecycle</namespace>", "<namespace>orders</namespace>");
        String tests = read(PROJECT.resolveSibling("deploy-integration-test").resolve("pom.xml"));
        String forwarded =
                read(PROJECT.resolveSibling("forward-integration-test").resolve("pom.xml"));

        assertThat(blocks("xml")).hasSize(4);
        assertThat(application).contains(blocks("xml").get(1).indent(10).stripTrailing());
        assertThat(tests).contains(blocks("xml").get(2).indent(10).stripTrailing());
        assertThat(forwarded).contains(blocks("xml").get(3).indent(10).stripTrailing());
    }

    @Test
    void everyParameterOfThePluginIsInTheTableAndNoOther() {
        String contract = read(Path.of("src/test/resources/golden/contract/goals-and-parameters/contract.txt"));
        List<String> parameters = Stream.concat(
                        Stream.of("values"), groups(Pattern.compile("\\$\\{pgchart\\.([A-Za-z.]+)}"), contract))
                .distinct()
                .toList();
        String table = readme.substring(readme.indexOf("## Parameters"), readme.indexOf("## In CI"));
        List<String> described = table.lines()
                .filter(line -> line.startsWith("| `") && !line.contains("`<parameter>`"))
                .flatMap(line -> groups(Pattern.compile("`([A-Za-z.]+)`"), line.substring(0, line.indexOf('|', 1))))
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(parameters);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(groups(Pattern.compile("]\\(([^)]+)\\)"), readme))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    @Test
    void everyValueInTheTableIsOne() {
        String defaults = read(Path.of("chart", "values.yaml"));
        String table = readme.substring(readme.indexOf("## Values"), readme.indexOf("From weakest to strongest"));

        assertThat(groups(Pattern.compile("`\\.?([A-Za-z0-9.]+)(?:\\.\\*)?`"), keys(table)))
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(key.split("\\."))
                        .allSatisfy(part -> assertThat(defaults).containsPattern("(?m)^ *" + part + ":")));
    }

    private static String keys(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .reduce("", (all, line) -> all + line + "\n");
    }

    /** Lines that a user is to type; what CI runs is a line of a list. */
    private Stream<String> commands() {
        return Stream.concat(
                blocks("sh").stream().flatMap(String::lines),
                blocks("yaml").stream()
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> line.startsWith("- mvn "))
                        .map(line -> line.substring(2)));
    }

    private List<String> blocks(String language) {
        return groups(Pattern.compile("(?s)\n```" + language + "\n(.*?)```\n"), readme)
                .toList();
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static String version() {
        String pom = read(Path.of("pom.xml"));
        return groups(Pattern.compile("(?m)^  <version>(.*)</version>$"), pom)
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
