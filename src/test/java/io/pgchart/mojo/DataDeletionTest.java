package io.pgchart.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A release's data is removed only for whoever types its name each time. */
final class DataDeletionTest {

    private static final String PROPERTY = "pgchart.undeploy.deleteData";
    private static final String REFUSED = "undeploy.deleteData: is set in %s, expected to be typed on the command line"
            + " each time. Remove it there, and type -Dpgchart.undeploy.deleteData=orders-db.";

    @TempDir
    private Path folder;

    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();

    @BeforeEach
    void makeFolders() throws IOException {
        for (String name : new String[] {"project/.mvn", "user", "installation"}) {
            Files.createDirectories(folder.resolve(name));
        }
        request.setMultiModuleProjectDirectory(folder.resolve("project").toFile());
    }

    /** As Maven 4 does. */
    private void tellFolders() {
        request.getSystemProperties()
                .setProperty(
                        "maven.project.conf", folder.resolve("project/.mvn").toString());
        request.getSystemProperties()
                .setProperty("maven.user.conf", folder.resolve("user").toString());
        request.getSystemProperties()
                .setProperty(
                        "maven.installation.conf",
                        folder.resolve("installation").toString());
    }

    /** Maven has no other constructor that does without a lookup. */
    @SuppressWarnings("deprecation")
    private boolean isWished(@Nullable String configured) {
        MavenSession session =
                new MavenSession(null, (RepositorySystemSession) null, request, new DefaultMavenExecutionResult());
        return DataDeletion.isWished(configured, "orders-db", session);
    }

    private void type(String value) {
        request.getUserProperties().setProperty(PROPERTY, value);
    }

    @Test
    void isWishedByWhoTypesTheName() {
        tellFolders();
        assertThat(isWished(null)).isFalse();
        type("orders-db");
        assertThat(isWished("orders-db")).isTrue();
    }

    @Test
    void isNotWishedByWhoTypesAnotherName() {
        type("orders");
        assertThatThrownBy(() -> isWished("orders"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "undeploy.deleteData: is 'orders', expected the name of the release, 'orders-db'");
    }

    @Test
    void isNotWishedByAPom() {
        assertThatThrownBy(() -> isWished("orders-db")).hasMessage(REFUSED.formatted("the POM"));
    }

    @Test
    void isNotWishedByTheOptionsOfEachBuild() throws IOException {
        Files.writeString(folder.resolve("project/.mvn/maven.config"), "-B\n-D" + PROPERTY + "=orders-db\n");
        type("orders-db");
        assertThatThrownBy(() -> isWished("orders-db")).hasMessage(REFUSED.formatted(".mvn/maven.config"));
    }

    @ParameterizedTest
    @CsvSource({
        "project/.mvn/maven-user.properties",
        "project/.mvn/maven.properties",
        "user/maven-user.properties",
        "user/maven.properties",
        "installation/maven-user.properties"
    })
    void isNotWishedByThePropertiesOfMaven4(String name) throws IOException {
        tellFolders();
        Path file = folder.resolve(name);
        Files.writeString(file, "a = b\n" + PROPERTY + " = orders-db\n");
        type("orders-db");
        assertThatThrownBy(() -> isWished("orders-db")).hasMessage(REFUSED.formatted(file));

        Files.writeString(file, "pgchart.releaseName = orders-db\n");
        assertThat(isWished("orders-db")).isTrue();
    }
}
