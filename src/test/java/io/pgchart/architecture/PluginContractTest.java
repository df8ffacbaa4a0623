package io.pgchart.architecture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.golden.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The plugin's contract with its users' POMs and scripts: goals, phases, parameters, property names and defaults.
 *
 * <p>A diff in its golden file is a change that a user may notice, and belongs into the changelog.
 */
final class PluginContractTest {

    private static final Path DESCRIPTOR = Path.of("target", "classes", "META-INF", "maven", "plugin.xml");
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "golden", "contract", "goals-and-parameters", "contract.txt");

    @Test
    void goalsAndParametersAreThoseThatUsersRelyOn() throws Exception {
        Golden.check(GOLDEN, contract(descriptor().getDocumentElement()));
    }

    @Test
    void everyGoalMayRunInParallelAndIsDescribed() throws Exception {
        assertThat(elements(descriptor().getDocumentElement(), "mojo"))
                .isNotEmpty()
                .allSatisfy(goal -> {
                    assertThat(text(goal, "threadSafe"))
                            .as("threadSafe of %s", text(goal, "goal"))
                            .isEqualTo("true");
                    assertThat(text(goal, "description"))
                            .as("description of %s", text(goal, "goal"))
                            .isNotBlank();
                    assertThat(elements(goal, "parameter"))
                            .filteredOn(parameter -> text(parameter, "editable").equals("true"))
                            .allSatisfy(parameter -> assertThat(text(parameter, "description"))
                                    .as("description of %s of %s", text(parameter, "name"), text(goal, "goal"))
                                    .isNotBlank());
                });
    }

    @Test
    void eclipseKnowsWhatToDoWithEachGoalThatHasAPhase() throws Exception {
        Path mapping = Path.of("target", "classes", "META-INF", "m2e", "lifecycle-mapping-metadata.xml");
        List<String> mapped = elements(document(mapping).getDocumentElement(), "goal").stream()
                .map(Element::getTextContent)
                .toList();

        assertThat(elements(descriptor().getDocumentElement(), "mojo"))
                .filteredOn(goal -> !text(goal, "phase").isEmpty())
                .extracting(goal -> text(goal, "goal"))
                .isNotEmpty()
                .isSubsetOf(mapped);
    }

    private static String contract(Element plugin) {
        Stream<String> head = Stream.of("%s, Java %s, Maven %s"
                .formatted(
                        text(plugin, "goalPrefix"),
                        text(plugin, "requiredJavaVersion"),
                        text(plugin, "requiredMavenVersion")));
        return Stream.concat(head, elements(plugin, "mojo").stream().map(PluginContractTest::goal))
                .collect(joining("\n\n", "", "\n"));
    }

    private static String goal(Element goal) {
        Stream<String> head = Stream.of("goal %s: phase %s, project %s, dependencies %s"
                .formatted(
                        text(goal, "goal"),
                        orNone(text(goal, "phase")),
                        text(goal, "requiresProject").equals("true") ? "required" : "optional",
                        orNone(text(goal, "requiresDependencyResolution"))));
        return Stream.concat(head, elements(goal, "parameter").stream().map(parameter -> parameter(goal, parameter)))
                .collect(joining("\n  "));
    }

    private static String parameter(Element goal, Element parameter) {
        String name = text(parameter, "name");
        Element configuration = elements(goal, "configuration").get(0);
        List<Element> given = elements(configuration, name);
        String expression = given.isEmpty() ? "" : given.get(0).getTextContent();
        String fallback = given.isEmpty() ? "" : given.get(0).getAttribute("default-value");
        return Stream.of(
                        name,
                        text(parameter, "type"),
                        expression.isEmpty() ? "" : expression,
                        fallback.isEmpty() ? "" : "default " + fallback,
                        text(parameter, "required").equals("true") ? "required" : "",
                        text(parameter, "editable").equals("true") ? "" : "read-only")
                .filter(part -> !part.isEmpty())
                .collect(joining(" | "));
    }

    private static Document descriptor() throws Exception {
        return document(DESCRIPTOR);
    }

    private static Document document(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    /** The elements of this name at any depth. */
    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }

    /** The text of the child of this name, empty where there is none. */
    private static String text(Element parent, String name) {
        return elements(parent, name).stream()
                .filter(child -> child.getParentNode() == parent)
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
