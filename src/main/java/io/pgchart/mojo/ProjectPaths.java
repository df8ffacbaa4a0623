package io.pgchart.mojo;

import io.pgchart.action.NamedPath;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Paths as the user knows them: relative to the project's directory, or to where Maven was called without one. */
final class ProjectPaths {

    /** A folder that is none: what Maven leaves in the default of a parameter where there is no POM. */
    private static final String NO_PROJECT = "${project.basedir}";

    private final Path base;

    ProjectPaths(MavenSession session, MavenProject project) {
        File directory = project.getBasedir();
        base = (directory == null ? Path.of(session.getExecutionRootDirectory()) : directory.toPath())
                .toAbsolutePath()
                .normalize();
    }

    /** The files that are configured, or the one by default if it is there. */
    List<NamedPath> files(@Nullable List<File> configured, String byDefault) {
        List<NamedPath> files = new ArrayList<>();
        // Where nothing is configured, Maven gives an empty list.
        if (configured != null && !configured.isEmpty()) {
            for (File file : configured) {
                files.add(named(file));
            }
            return files;
        }
        NamedPath found = ifThere(byDefault);
        return found == null ? files : List.of(found);
    }

    @Nullable
    NamedPath ifThere(String path) {
        Path found = base.resolve(path);
        return Files.exists(found) ? named(found.toFile()) : null;
    }

    /** A path with the name that the user would give it. */
    NamedPath named(File file) {
        Path nowhere = base.resolve(NO_PROJECT);
        Path given = base.resolve(file.toPath());
        Path absolute = given.startsWith(nowhere) ? base.resolve(nowhere.relativize(given)) : given.normalize();
        Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
        return new NamedPath(absolute, shown.toString().replace('\\', '/'));
    }
}
