package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.InvalidInputException;
import io.pgchart.report.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder;

    private OutputDirectory directory;

    @BeforeEach
    void openIt() {
        directory = new OutputDirectory(new NamedPath(folder.resolve("pgchart"), "target/pgchart"));
    }

    @Test
    void tellsWhatIsNew() throws IOException {
        List<FileChange> changes =
                directory.write(List.of(file("manifest.yaml", "a"), file("manifests/01-secret-a.yaml", "b")));

        assertThat(changes)
                .containsExactly(
                        new FileChange('+', "manifest.yaml"), new FileChange('+', "manifests/01-secret-a.yaml"));
        assertThat(folder.resolve("pgchart/manifests/01-secret-a.yaml")).hasContent("b");
    }

    @Test
    void leavesEqualFilesAlone() throws IOException {
        directory.write(List.of(file("manifest.yaml", "a"), file("values.yaml", "v")));
        Files.setLastModifiedTime(path("manifest.yaml"), LONG_AGO);
        List<FileChange> changes = directory.write(List.of(file("manifest.yaml", "a"), file("values.yaml", "w")));

        assertThat(changes).containsExactly(new FileChange('~', "values.yaml"));
        assertThat(Files.getLastModifiedTime(path("manifest.yaml"))).isEqualTo(LONG_AGO);
    }

    @Test
    void removesWhatAnEarlierRunLeftAndNothingElse() throws IOException {
        directory.write(List.of(
                file("manifests/01-secret-a.yaml", "a"),
                file("hooks/post-install-b.yaml", "b"),
                file("NOTES.txt", "n")));
        Files.writeString(path("trace.log"), "kept");
        List<FileChange> changes = directory.write(List.of(file("manifests/01-secret-c.yaml", "c")));

        assertThat(changes)
                .containsExactly(
                        new FileChange('+', "manifests/01-secret-c.yaml"),
                        new FileChange('-', "manifests/01-secret-a.yaml"),
                        new FileChange('-', "hooks/post-install-b.yaml"),
                        new FileChange('-', "NOTES.txt"));
        assertThat(path("trace.log")).hasContent("kept");
    }

    @Test
    void removesNothingThatARenderingDoesNotMake() throws IOException {
        List<String> others = List.of(
                "manifests/README.md",
                "manifests/app.yaml",
                "manifests/01-secret-a.yaml/in-a-folder",
                "hooks/pre-commit");
        for (String other : others) {
            Files.createDirectories(path(other).getParent());
            Files.writeString(path(other), "mine");
        }
        Files.writeString(path("hooks/test-a.yaml.pgchart-new"), "of a build that was killed");

        assertThat(directory.write(List.of(file("manifest.yaml", "a"))))
                .containsExactly(
                        new FileChange('+', "manifest.yaml"), new FileChange('-', "hooks/test-a.yaml.pgchart-new"));
        assertThat(others).allSatisfy(other -> assertThat(path(other)).hasContent("mine"));
    }

    @Test
    void letsNobodyElseReadSecrets() throws IOException {
        directory.write(List.of(new OutputFile("manifests/01-secret-a.yaml", "s", true), file("values.yaml", "v")));

        assertThat(permissions("manifests/01-secret-a.yaml")).isEqualTo("rw-------");
        assertThat(permissions("values.yaml")).startsWith("rw-r");
    }

    @Test
    void takesAnOpenFileBackWhenItComesToHoldASecret() throws IOException {
        directory.write(List.of(file("manifest.yaml", "same")));
        directory.write(List.of(new OutputFile("manifest.yaml", "same", true)));

        assertThat(permissions("manifest.yaml")).isEqualTo("rw-------");
    }

    @Test
    void leavesTheEarlierOutputWhenAFileCantBeWritten() throws IOException {
        directory.write(List.of(file("manifest.yaml", "old")));
        Files.createDirectories(path("values.yaml/in-the-way"));

        assertThatThrownBy(() -> directory.write(List.of(file("manifest.yaml", "new"), file("values.yaml", "v"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("target/pgchart: can't be written");
        assertThat(path("manifest.yaml")).hasContent("old");
        try (Stream<Path> left = Files.list(folder.resolve("pgchart"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("manifest.yaml", "values.yaml");
        }
    }

    @Test
    void refusesAFileInThePlaceOfTheDirectory() throws IOException {
        Files.writeString(folder.resolve("pgchart"), "a file");

        assertThatThrownBy(() -> directory.write(List.of(file("manifest.yaml", "a"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("target/pgchart")
                .hasMessageContaining("-Dpgchart.outputDirectory");
    }

    private Path path(String name) {
        return folder.resolve("pgchart").resolve(name);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path(name)));
    }

    private static OutputFile file(String path, String text) {
        return new OutputFile(path, text, false);
    }
}
