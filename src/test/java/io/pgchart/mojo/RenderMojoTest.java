package io.pgchart.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the parameters of a POM reach the action. */
@MojoTest
class RenderMojoTest {

    private static final String PROJECT = "src/test/resources/projects/parameters";

    @TempDir
    private Path output;

    private final RecordingLog log = new RecordingLog();

    @Test
    @Basedir(PROJECT)
    @InjectMojo(goal = "render", pom = "pom.xml")
    void bindsTheParametersOfThePom(RenderMojo mojo) throws Exception {
        run(mojo);

        assertThat(log.lines())
                .contains(
                        "Release   orders-db  namespace orders",
                        "Values    chart defaults, src/main/pgchart/values.yaml, pom.xml <values>, pom.xml <set>");
        assertThat(text("values.yaml"))
                .contains(
                        "replicaCount: 2",
                        "prometheus.io/scrape: \"true\"",
                        "host all all ::1/128 reject",
                        "tag: \"15.1\"");
        assertThat(text("manifest.yaml")).contains("namespace: orders", "image: aryan/postgres-pgbackrest:15.1");
    }

    @Test
    @Basedir(PROJECT)
    @InjectMojo(goal = "render", pom = "pom.xml")
    void showsASecretNowhereButInItsSecret(RenderMojo mojo) throws Exception {
        run(mojo);

        assertThat(String.join("\n", log.lines())).doesNotContain("planted-secret");
        try (Stream<Path> files = Files.walk(output)) {
            List<Path> showing = files.filter(Files::isRegularFile)
                    .filter(file -> readable(file).contains("planted-secret"))
                    .toList();
            assertThat(showing).isEmpty();
        }
        // As data it is in base64.
        assertThat(text("manifest.yaml")).contains("cGxhbnRlZC1zZWNyZXQtaW4tYS1maWxl");
    }

    @Test
    @Basedir(PROJECT)
    @InjectMojo(goal = "render", pom = "pom.xml")
    @MojoParameter(name = "skip", value = "true")
    void tellsWhichPropertySkippedIt(RenderMojo mojo) throws Exception {
        run(mojo);

        assertThat(log.lines()).containsExactly("Skipped by pgchart.skip.");
        assertThat(output).isEmptyDirectory();
    }

    @Test
    @Basedir(PROJECT)
    @InjectMojo(goal = "render", pom = "pom.xml")
    @MojoParameter(name = "renderSkip", value = "true")
    void tellsThatItsOwnPropertySkippedIt(RenderMojo mojo) throws Exception {
        run(mojo);

        assertThat(log.lines()).containsExactly("Skipped by pgchart.render.skip.");
    }

    @Test
    @Basedir(PROJECT)
    @InjectMojo(goal = "render", pom = "pom.xml")
    @MojoParameter(name = "set", value = "replicaCount=none")
    void failsWithTheMessageAloneWhenTheUserCanMendIt(RenderMojo mojo) {
        assertThatThrownBy(() -> run(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageStartingWith("replicaCount: ");
        assertThat(output).isEmptyDirectory();
    }

    private void run(RenderMojo mojo) throws Exception {
        mojo.setLog(log);
        MojoExtension.setVariableValueToObject(mojo, "outputDirectory", new File(output.toString()));
        mojo.execute();
    }

    private String text(String file) throws IOException {
        return Files.readString(output.resolve(file));
    }

    private static String readable(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
