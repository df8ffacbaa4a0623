package io.pgchart.chartfiles;

import io.pgchart.golden.Golden;
import io.pgchart.hook.Hook;
import io.pgchart.render.RenderedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of values, from end to end. */
class ChartGoldenTest {

    static List<Path> cases() {
        return Golden.cases("chart");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersWhatWasAgreed(Path folder) throws IOException {
        RenderedRelease release = BuiltInChart.render(Files.readString(folder.resolve("values.yaml")));

        Golden.check(
                folder.resolve("manifest.yaml"),
                BuiltInChart.yaml(release.objects().manifests()));
        Golden.check(
                folder.resolve("hooks.yaml"),
                BuiltInChart.yaml(
                        release.objects().hooks().stream().map(Hook::manifest).toList()));
        Golden.check(folder.resolve("NOTES.txt"), release.notes());
    }

    @Test
    void theNotesNameNoNamespaceThatIsNotKnown() throws IOException {
        Path folder = Path.of("src/test/resources/golden/chart/backups-to-an-s3-bucket");
        RenderedRelease release = BuiltInChart.render(Files.readString(folder.resolve("values.yaml")), null);

        Golden.check(folder.resolve("NOTES-without-a-namespace.txt"), release.notes());
    }
}
