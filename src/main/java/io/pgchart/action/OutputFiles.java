package io.pgchart.action;

import io.pgchart.hook.Hook;
import io.pgchart.hook.HookFiles;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.render.RenderedRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays out what was rendered as the files of {@code target/pgchart/}. */
final class OutputFiles {

    private OutputFiles() {}

    /** The files, in the order a reader wants them. */
    static List<OutputFile> of(RenderedRelease rendered, Inputs inputs) {
        List<Manifest> manifests = rendered.objects().manifests();
        String chart = inputs.chart().metadata().name();
        List<OutputFile> files = new ArrayList<>();
        StringBuilder stream = new StringBuilder(32 * 1024);
        boolean anySecret = false;
        for (Map.Entry<String, Manifest> file : ManifestWriter.files(manifests).entrySet()) {
            Manifest manifest = file.getValue();
            String text = stream.substring(ManifestWriter.append(manifest, chart, stream));
            files.add(new OutputFile("manifests/" + file.getKey(), text, manifest.holdsSecretData()));
            anySecret |= manifest.holdsSecretData();
        }
        files.add(0, new OutputFile("manifest.yaml", stream.toString(), anySecret));
        for (Map.Entry<String, Hook> file :
                HookFiles.of(rendered.objects().hooks()).entrySet()) {
            Manifest hook = file.getValue().manifest();
            files.add(new OutputFile("hooks/" + file.getKey(), ManifestWriter.text(hook), hook.holdsSecretData()));
        }
        if (!rendered.notes().isEmpty()) {
            files.add(new OutputFile("NOTES.txt", rendered.notes(), false));
        }
        files.add(new OutputFile("values.yaml", inputs.values().maskedText(), false));
        return files;
    }
}
