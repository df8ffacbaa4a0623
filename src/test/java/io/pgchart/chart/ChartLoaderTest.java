package io.pgchart.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void loadsThePluginsOwnChart() {
        Chart chart = ChartLoader.builtIn(null, new Problems());

        assertThat(chart.metadata().name()).isEqualTo("postgresql");
        assertThat(chart.schema()).isNotNull();
        assertThat(chart.notes()).isNotNull();
        assertThat(chart.templates()).extracting(ChartFile::path).isSorted().contains("templates/statefulset.yaml");
        assertThat(chart.templates()).extracting(ChartFile::shownAs).contains("chart/templates/statefulset.yaml");
    }

    // Without its line a file is missing in the jar. Anew: (cd chart && find . -type f | cut -c3- | LC_ALL=C sort)
    @Test
    void theListOfFilesNamesEachFileOfThePluginsOwnChart() throws IOException {
        Path list = Path.of("src/main/resources").resolve(ChartLoader.FILE_LIST);

        try (Stream<Path> files = Files.walk(Path.of("chart"))) {
            assertThat(Files.readAllLines(list))
                    .containsExactlyElementsOf(files.filter(Files::isRegularFile)
                            .map(file ->
                                    Path.of("chart").relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void laysAnOverlayOverIt() throws IOException {
        write("overlay/templates/secret.yaml", "# replaced");
        write("overlay/templates/extra.yaml", "# new");

        Chart chart = ChartLoader.builtIn(directory("overlay"), new Problems());

        assertThat(chart.templates())
                .filteredOn(
                        file -> file.name().equals("secret.yaml") || file.name().equals("extra.yaml"))
                .extracting(ChartFile::shownAs)
                .containsExactly("src/overlay/templates/extra.yaml", "src/overlay/templates/secret.yaml");
    }

    @Test
    void readsTextAsEverybodyWritesIt() throws IOException {
        write("mine/Chart.yaml", "\uFEFFname: mine\r\nversion: 1.0.0\r\nappVersion: 16\r\n");
        write("mine/templates/.hidden.yaml", "x");
        write("mine/templates/backup.yaml~", "x");

        Chart chart = load("mine");

        assertThat(chart.metadata().label()).isEqualTo("mine-1.0.0");
        assertThat(chart.metadata().appVersion()).isEqualTo("16");
        assertThat(chart.schema()).isNull();
        assertThat(chart.templates()).isEmpty();
    }

    @Test
    void refusesADirectoryThatIsNoChart() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        refuses("empty", "src/empty: has no Chart.yaml, expected a chart");
        refuses("absent", "src/absent: does not exist, expected a chart's directory");
        write("file", "text");
        refuses("file", "src/file: is a file, expected a directory");
    }

    @Test
    void refusesTemplatesOfHelm() throws IOException {
        chart();
        write("mine/templates/_helpers.tpl", "{{ define \"x\" }}");

        refuses("mine", "src/mine/templates/_helpers.tpl: is no template");
    }

    @Test
    void refusesFilesThatAreNoText() throws IOException {
        chart();
        Files.createDirectories(folder.resolve("mine/files"));
        Files.write(folder.resolve("mine/files/logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xFF});

        refuses("mine", "src/mine/files/logo.png: is not UTF-8 text");
    }

    @Test
    void refusesFilesThatAreTooLarge() throws IOException {
        chart();
        write("mine/files/dump.sql", "x".repeat(1024 * 1024 + 1));

        refuses("mine", "src/mine/files/dump.sql: has 1048577 bytes, expected at most 1048576");
    }

    @Test
    void refusesALinkToADirectoryAboveIt() throws IOException {
        chart();
        Files.createDirectories(folder.resolve("mine/templates"));
        Files.createSymbolicLink(folder.resolve("mine/templates/loop"), folder.resolve("mine"));

        refuses("mine", "src/mine: holds a link to a directory above it");
    }

    @Test
    void refusesMetadataThatDoNotNameTheChart() throws IOException {
        write("mine/Chart.yaml", "description: no name\n");

        refuses("mine", "2 problems:\n  - name: is missing, expected text (src/mine/Chart.yaml)");
    }

    private void chart() throws IOException {
        write("mine/Chart.yaml", "name: mine\nversion: 1.0.0\n");
    }

    private void refuses(String name, String message) {
        assertThatThrownBy(() -> load(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    private Chart load(String name) {
        return ChartLoader.fromDirectory(directory(name), null, new Problems());
    }

    private ChartDirectory directory(String name) {
        return new ChartDirectory(folder.resolve(name), "src/" + name);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
