package io.pgchart.mojo;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * The wish to remove a release's data, which counts only if it was typed for this one time.
 *
 * <p>A POM and {@code .mvn/maven.config} would repeat it with every build; Maven tells neither apart from the command
 * line, so that both are looked at.
 */
final class DataDeletion {

    private static final String PROPERTY = "pgchart.undeploy.deleteData";

    private DataDeletion() {}

    /**
     * Whether the data is to be removed.
     *
     * @param configured what Maven gave for the parameter
     * @throws InvalidInputException when it was not typed, or does not name the release
     */
    static boolean isWished(@Nullable String configured, String release, MavenSession session) {
        if (configured == null) {
            return false;
        }
        Path config = session.getRequest()
                .getMultiModuleProjectDirectory()
                .toPath()
                .resolve(".mvn")
                .resolve("maven.config");
        boolean isTyped = configured.equals(session.getUserProperties().getProperty(PROPERTY));
        if (!isTyped || stands(config)) {
            throw refused(
                    "is set in " + (isTyped ? ".mvn/maven.config" : "the POM")
                            + ", expected to be typed on the command line each time",
                    "Remove it there, and type -D" + PROPERTY + "=" + release + ".");
        }
        if (!configured.equals(release)) {
            throw refused(
                    "is '" + configured + "', expected the name of the release, '" + release + "'",
                    "Type -D" + PROPERTY + "=" + release + " if its data is to be removed for good.");
        }
        return true;
    }

    private static boolean stands(Path config) {
        try {
            return Files.exists(config) && Files.readString(config).contains(PROPERTY);
        } catch (IOException e) {
            // What can't be read can't be excluded.
            return true;
        }
    }

    private static InvalidInputException refused(String fault, String nextStep) {
        return new InvalidInputException(List.of(new Problem("undeploy.deleteData", fault, null, nextStep)));
    }
}
