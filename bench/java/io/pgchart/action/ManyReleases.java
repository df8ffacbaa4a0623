package io.pgchart.action;

import io.pgchart.hook.Hook;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.render.RenderedRelease;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renders many releases, each with names of its own, into one file: {@code VALUES OUT COUNT}. */
public final class ManyReleases {

    private ManyReleases() {}

    public static void main(String[] arguments) throws IOException {
        ExampleRelease release = new ExampleRelease(Path.of(arguments[0]));
        int objects = 0;
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                RenderedRelease rendered = release.render(release.named("release-" + i));
                List<Manifest> all = new ArrayList<>(rendered.objects().manifests());
                for (Hook hook : rendered.objects().hooks()) {
                    all.add(hook.manifest());
                }
                out.write(ManifestWriter.text(all, "postgresql").getBytes(StandardCharsets.UTF_8));
                objects += all.size();
            }
        }
        System.out.println(objects);
    }
}
