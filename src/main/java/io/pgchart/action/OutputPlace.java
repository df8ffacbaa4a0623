package io.pgchart.action;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether the output directory may be where it is: files of fixed names are written there, {@code values.yaml} for one, so
 * that it must not be the home of what a person wrote.
 */
final class OutputPlace {

    private final NamedPath output;
    private final Path place;

    private OutputPlace(NamedPath output) {
        this.output = output;
        this.place = real(output.path());
    }

    /** Adds the first reason against the output directory of the request. */
    static void check(RenderRequest request, Problems problems) {
        Problem problem = new OutputPlace(request.output()).problem(request);
        if (problem != null) {
            problems.add(problem);
        }
    }

    private @Nullable Problem problem(RenderRequest request) {
        Path project = request.project() == null ? null : real(request.project());
        if (project != null && project.startsWith(place)) {
            return problem("the project's own files");
        }
        for (NamedPath chart :
                new NamedPath[] {request.chart().directory(), request.chart().overlay()}) {
            if (chart != null && meets(real(chart.path()), project)) {
                return problem("the chart's files (" + chart.shownAs() + ")");
            }
        }
        for (NamedPath file : request.values().files()) {
            // A place beside or below a values file is no harm to it: it may lie at the top of the project, or in
            // target.
            if (real(file.path()).startsWith(place)) {
                return problem("values files (" + file.shownAs() + ")");
            }
        }
        return null;
    }

    /** Whether the output is a chart's directory, around it or in it; in a chart that is the project it may be. */
    private boolean meets(Path chart, @Nullable Path project) {
        boolean isProject = project != null && project.startsWith(chart);
        return chart.startsWith(place) || (!isProject && place.startsWith(chart));
    }

    private Problem problem(String holds) {
        String shownAs = output.shownAs().isEmpty() ? "." : output.shownAs();
        return new Problem(
                "outputDirectory",
                "'" + shownAs + "' is where " + holds + " are, expected a directory for rendered files alone",
                null,
                "Set <outputDirectory> in the POM or -Dpgchart.outputDirectory to another, or leave it out for"
                        + " target/pgchart.");
    }

    /** Without links, as far as it is there. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (IOException absent) {
            Path parent = absolute.getParent();
            Path name = absolute.getFileName();
            return parent == null || name == null ? absolute : real(parent).resolve(name);
        }
    }
}
