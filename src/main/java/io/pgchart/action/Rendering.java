package io.pgchart.action;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.render.ReleaseFacts;
import io.pgchart.render.RenderedRelease;
import io.pgchart.render.Renderer;
import io.pgchart.report.FileChange;
import io.pgchart.syntax.DnsName;
import io.pgchart.syntax.Flaw;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A release whose chart and values are loaded and checked, to be rendered for one revision or another. */
final class Rendering {

    /** The revision's number and the prefix have to fit into the name of the record's Secret. Source: Helm. */
    private static final int MAX_RELEASE_NAME = 53;

    private final RenderRequest request;
    private final Inputs inputs;
    private final Renderer renderer;
    private final Problems problems;

    private Rendering(RenderRequest request, Inputs inputs, Renderer renderer, Problems problems) {
        this.request = request;
        this.inputs = inputs;
        this.renderer = renderer;
        this.problems = problems;
    }

    /**
     * Loads chart and values; what is wrong with them is told by the first rendering, together with what that finds.
     *
     * @throws io.pgchart.error.InvalidInputException when the chart can't be loaded
     */
    static Rendering of(RenderRequest request) {
        Problems problems = new Problems();
        Inputs inputs = Inputs.load(request.chart(), request.values(), problems);
        checkNames(request, problems);
        OutputPlace.check(request, problems);
        return new Rendering(request, inputs, Renderer.of(inputs.chart(), problems), problems);
    }

    Inputs inputs() {
        return inputs;
    }

    /**
     * Renders the first revision.
     *
     * @throws io.pgchart.error.InvalidInputException with all problems of the input
     */
    RenderedRelease first() {
        return render(ReleaseFacts.install(request.releaseName(), request.namespace()));
    }

    /**
     * Renders any revision of a release whose namespace is known.
     *
     * @throws io.pgchart.error.InvalidInputException with all problems of the input
     */
    RenderedRelease revision(int revision, boolean isInstall) {
        String namespace = Objects.requireNonNull(request.namespace(), "namespace");
        return render(new ReleaseFacts(request.releaseName(), namespace, revision, isInstall));
    }

    private RenderedRelease render(ReleaseFacts facts) {
        RenderedRelease rendered = renderer.render(inputs.values().tree(), facts, request.namespace(), problems);
        problems.throwIfAny();
        return rendered;
    }

    /** The files of what was rendered. */
    List<OutputFile> files(RenderedRelease rendered) {
        return OutputFiles.of(rendered, inputs);
    }

    /**
     * Writes them.
     *
     * @return what changed
     */
    List<FileChange> write(List<OutputFile> files) {
        return new OutputDirectory(request.output()).write(files);
    }

    private static void checkNames(RenderRequest request, Problems problems) {
        String name = request.releaseName();
        checkName("releaseName", name, DnsName.labelFlaw(name), problems);
        if (name.length() > MAX_RELEASE_NAME) {
            problems.add(new Problem(
                    "releaseName",
                    "'" + name + "' has " + name.length() + " characters, expected at most " + MAX_RELEASE_NAME,
                    null,
                    "Shorten it: <releaseName> in the POM, -Dpgchart.releaseName."));
        }
        String namespace = request.namespace();
        if (namespace != null) {
            checkName("namespace", namespace, DnsName.labelFlaw(namespace), problems);
        }
    }

    private static void checkName(String parameter, String value, @Nullable Flaw flaw, Problems problems) {
        if (flaw != null) {
            problems.add(new Problem(
                    parameter,
                    "'" + value + "' " + flaw.fault(),
                    null,
                    flaw.nextStep() + " Set <" + parameter + "> in the POM or -Dpgchart." + parameter + "."));
        }
    }
}
