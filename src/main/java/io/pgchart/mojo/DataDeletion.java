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
 * <p>A POM, {@code .mvn/maven.config} and the {@code maven-user.properties} of Maven 4 would repeat it with every build;
 * Maven tells none of them apart from the command line, so that all are looked at.
 */
final class DataDeletion {

    private static final String PROPERTY = "pgchart.undeploy.deleteData";

    /** Where Maven 4 reads properties like typed ones. Source: its {@code conf/maven-user.properties}. */
    private static final List<String> FOLDERS =
            List.of("maven.project.conf", "maven.user.conf", "maven.installation.conf");

    private static final List<String> FILES = List.of("maven-user.properties", "maven.properties");

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
        boolean isTyped = configured.equals(session.getUserProperties().getProperty(PROPERTY));
        String place = isTyped ? place(session) : "the POM";
        if (place != null) {
            throw refused(
                    "is set in " + place + ", expected to be typed on the command line each time",
                    "Remove it there, and type -D" + PROPERTY + "=" + release + ".");
        }
        if (!configured.equals(release)) {
            throw refused(
                    "is '" + configured + "', expected the name of the release, '" + release + "'",
                    "Type -D" + PROPERTY + "=" + release + " if its data is to be removed for good.");
        }
        return true;
    }

    /** The file that gives it with each build, or null. */
    private static @Nullable String place(MavenSession session) {
        Path config = Path.of(".mvn", "maven.config");
        Path project = session.getRequest().getMultiModuleProjectDirectory().toPath();
        if (stands(project.resolve(config))) {
            return ".mvn/maven.config";
        }
        for (String folder : FOLDERS) {
            String path = session.getSystemProperties().getProperty(folder);
            for (String name : path == null ? List.<String>of() : FILES) {
                Path file = Path.of(path, name);
                if (stands(file)) {
                    return file.toString();
                }
            }
        }
        return null;
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
