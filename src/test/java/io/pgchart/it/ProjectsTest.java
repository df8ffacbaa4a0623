package io.pgchart.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Each project of {@code src/it} that needs a cluster says on which it is built, and the POM builds it there. */
class ProjectsTest {

    private static final Path PROJECTS = Path.of("src", "it");

    /** What a project says, by the execution that it speaks of. */
    private static final Map<String, String> WORDS =
            Map.of("on-a-cluster", "cluster", "on-a-real-node", "real-node", "on-the-stand-in", "stand-in");

    @Test
    void eachSaysWhereItIsBuilt() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        Map<String, Set<String>> built = new TreeMap<>();
        for (Map.Entry<String, String> execution : WORDS.entrySet()) {
            for (String project : projects(pom, execution.getKey())) {
                built.computeIfAbsent(project, first -> new TreeSet<>()).add(execution.getValue());
            }
        }
        Map<String, Set<String>> said = new TreeMap<>();
        try (Stream<Path> folders = Files.list(PROJECTS)) {
            for (Path folder : folders.toList()) {
                Set<String> words = said(folder.resolve("invoker.properties"));
                if (!words.isEmpty()) {
                    said.put(folder.getFileName().toString(), words);
                }
            }
        }
        assertThat(built).hasSizeGreaterThan(40);
        assertThat(said)
                .as("what runs.on in src/it/*/invoker.properties says, and where the POM's executions build it")
                .isEqualTo(built);
    }

    private static Set<String> said(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        String words = properties.getProperty("runs.on", "");
        return new TreeSet<>(words.isEmpty() ? List.of() : List.of(words.split(", *", -1)));
    }

    private static List<String> projects(Document pom, String execution) throws Exception {
        List<String> excluded = patterns(pom, execution, "pomExclude");
        List<String> included = patterns(pom, execution, "pomInclude");
        List<String> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(PROJECTS)) {
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(PROJECTS::relativize)
                    .filter(folder -> matches(included, folder) && !matches(excluded, folder))
                    .forEach(folder -> found.add(folder.toString()));
        }
        return found;
    }

    private static boolean matches(List<String> patterns, Path folder) {
        return patterns.stream()
                .anyMatch(pattern -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern)
                        .matches(folder.resolve("pom.xml")));
    }

    private static List<String> patterns(Document pom, String execution, String element) throws Exception {
        String path = "/project/build/plugins/plugin/executions/execution[id='" + execution + "']//" + element;
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> nodes.item(index).getTextContent())
                .toList();
    }
}
