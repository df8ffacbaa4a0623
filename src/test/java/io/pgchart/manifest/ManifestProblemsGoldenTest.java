package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.golden.Golden;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestProblemsGoldenTest {

    static List<Path> cases() {
        return Golden.cases("manifest");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsWhatIsWrongWithTheManifests(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("input.yaml"));
        Problems syntax = new Problems();
        List<Node> documents = YamlReader.documents(text, "templates/input.yaml", syntax);
        Problems problems = new Problems();

        List<Manifest> manifests = Manifests.of(documents, "templates/input.yaml", problems);
        Manifests.refuseTwins(manifests, problems);

        StringBuilder told = new StringBuilder();
        for (Problem problem : problems.list()) {
            told.append(problem.message()).append('\n');
        }
        Golden.check(folder.resolve("problems.txt"), told.toString());
        assertThat(syntax.list()).isEmpty();
        assertThat(problems.isEmpty()).isFalse();
    }
}
