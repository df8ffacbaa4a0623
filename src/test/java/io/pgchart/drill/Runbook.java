package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.action.RestoreSource;
import io.pgchart.pgbackrest.RestoreTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A section of {@code docs/operations.md}, whose commands a drill runs one after the other as they stand there: with the
 * drill's namespace in place of {@code orders}, and what else is only an example there.
 *
 * <p>Closing it fails when a command was left out, so that none in the runbook is untried. {@code OperationsTest} sees to it
 * that each section with commands has its drill. Goals run in this process; what is no {@code mvn}, a shell runs.
 */
final class Runbook implements AutoCloseable {

    static final Path FILE = Path.of("docs", "operations.md");

    /** {@code (?!-)}: releases and further namespaces only begin with the word. */
    private static final String NAMESPACE = "\\borders\\b(?!-)";

    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\n]+)\n(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern GOAL = Pattern.compile("mvn pgchart:(\\w+)((?: -D\\S+)*)");
    private static final Pattern PROPERTY = Pattern.compile("-Dpgchart\\.([\\w.]+)(?:=(\\S+))?");

    private final Database database;
    private final String heading;
    private final Deque<String> left;
    private final Map<String, String> examples = new LinkedHashMap<>();

    Runbook(String heading, Database database) {
        this.heading = heading;
        this.database = database;
        List<String> commands = sections().get(heading);
        assertThat(commands).as("commands of section '%s' of %s", heading, FILE).isNotEmpty();
        this.left = new ArrayDeque<>(commands);
    }

    /** The headings, each with its commands: one a line, but for lines that end in a backslash. */
    static Map<String, List<String>> sections() {
        try {
            Map<String, List<String>> sections = new LinkedHashMap<>();
            Matcher section = SECTION.matcher(Files.readString(FILE));
            while (section.find()) {
                List<String> commands = new ArrayList<>();
                Matcher block = BLOCK.matcher(section.group(2));
                while (block.find()) {
                    block.group(1).replaceAll("\\\\\n *", "").lines().forEach(commands::add);
                }
                sections.put(section.group(1), commands);
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In place of an example, which has to stand in what is run next. */
    Runbook with(String example, String real) {
        assertThat(left.peek()).as("the next command of '%s'", heading).contains(example);
        examples.put(example, real);
        return this;
    }

    /** Runs the next command; what it said. */
    String run() {
        return runIn(database);
    }

    /** The same of a command that is about another database. */
    String runIn(Database where) {
        assertThat(left).as("commands of '%s' that are left", heading).isNotEmpty();
        String command = left.remove();
        for (Map.Entry<String, String> example : examples.entrySet()) {
            command = command.replace(example.getKey(), example.getValue());
        }
        command = command.replaceAll(NAMESPACE, database.namespace());
        Matcher goal = GOAL.matcher(command);
        return goal.matches() ? goal(goal.group(1), properties(goal.group(2)), where) : shell(command);
    }

    private String goal(String goal, Map<String, String> properties, Database where) {
        assertThat(properties.remove("releaseName")).isEqualTo(Database.RELEASE);
        assertThat(properties.remove("namespace")).isEqualTo(where.namespace());
        properties.remove("createNamespace"); // a Database has made it
        String set = properties.remove("set");
        if (set != null) {
            // It stays, as it should in the project's values.
            where.values.put(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1));
        }
        String console =
                switch (goal) {
                    case "deploy" -> where.deploy();
                    case "status" -> where.status();
                    case "verify" -> where.verify();
                    case "restore" -> {
                        String target = properties.remove("restore.target");
                        RestoreSource source = new RestoreSource(
                                properties.remove("restore.fromRelease"),
                                properties.remove("restore.fromNamespace"),
                                properties.remove("restore.fromPath"));
                        yield where.restore(new RestoreTarget(time(target), null), source, false);
                    }
                    default -> throw new AssertionError("no drill runs the goal " + goal + " of the runbook");
                };
        assertThat(properties).as("parameters that no drill sets").isEmpty();
        return console;
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) {
            properties.put(property.group(1), property.group(2) == null ? "true" : property.group(2));
        }
        return properties;
    }

    /** Where shells run: files that commands leave to one another lie here. */
    Path directory() throws IOException {
        return Files.createDirectories(Path.of("target", "drills", database.namespace() + "-shell"));
    }

    private String shell(String command) {
        try {
            ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                    .directory(directory().toFile())
                    .redirectErrorStream(true);
            shell.environment().put("KUBECONFIG", System.getenv(Database.KUBECONFIG));
            Process process = shell.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        assertThat(left).as("commands of '%s' that were not run", heading).isEmpty();
    }
}
