package io.pgchart.action;

import io.pgchart.hook.Hook;
import io.pgchart.manifest.Manifest;
import io.pgchart.render.RenderedRelease;
import io.pgchart.report.FileChange;
import io.pgchart.report.Reporter;
import java.util.List;

/** Renders a release into a directory; on any problem the directory is left as it was. */
public final class Render {

    /** What a template tells the user about an object that it makes. */
    private static final String NOTE = "pgchart.io/note";

    private final Reporter reporter;

    public Render(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Merges, checks, renders and writes.
     *
     * @return what was rendered
     * @throws io.pgchart.error.InvalidInputException with all problems of the input
     */
    public RenderedRelease run(RenderRequest request) {
        Rendering rendering = Rendering.of(request);
        reporter.release(request.releaseName(), request.namespace());
        reporter.values(rendering.inputs().layerNames());
        RenderedRelease rendered = rendering.first();
        List<OutputFile> files = rendering.files(rendered);
        tell(request, rendered, files, rendering.write(files));
        return rendered;
    }

    private void tell(
            RenderRequest request, RenderedRelease rendered, List<OutputFile> files, List<FileChange> changes) {
        List<Manifest> manifests = rendered.objects().manifests();
        List<Hook> hooks = rendered.objects().hooks();
        for (Manifest manifest : manifests) {
            String note = manifest.annotation(NOTE);
            if (note != null) {
                reporter.note(manifest.id().toString(), note);
            }
        }
        reporter.rendered(new Reporter.Rendered(
                manifests.size(), hooks.size(), request.output().shownAs(), files.size(), changes));
    }
}
