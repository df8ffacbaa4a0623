package io.pgchart.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.golden.Golden;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.Manifests;
import io.pgchart.plan.Plan;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Retired;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case: what is live and what the server answers, and how the plan is told, short and in full. */
class PlanTextTest {

    @ParameterizedTest
    @MethodSource("cases")
    void isTold(Path folder) throws IOException {
        Plan plan = plan(folder);
        RecordingSink summary = new RecordingSink();
        new TextReporter(summary).plan(plan);
        Golden.check(folder.resolve("summary.txt"), summary.text());
        RecordingSink detail = new RecordingSink();
        new TextReporter(detail).differences(plan);
        Golden.check(folder.resolve("detail.txt"), detail.text());
        assertThat(summary.text() + detail.text())
                .as("secrets are planted as cGxhbnRlZA==")
                .doesNotContain("cGxhbnRlZA", "planted");
    }

    static List<Path> cases() {
        return Golden.cases("plan");
    }

    /** What is in both files is desired, what only the live one has is retired. */
    private static Plan plan(Path folder) throws IOException {
        Map<String, Manifest> live = new HashMap<>();
        List<Manifest> before = read(folder.resolve("live.yaml"));
        before.forEach(manifest -> live.put(manifest.id().key(), manifest));
        List<Proof> proofs = new ArrayList<>();
        for (Manifest answer : read(folder.resolve("answer.yaml"))) {
            Manifest old = live.remove(answer.id().key());
            proofs.add(new Proof(answer, old == null ? null : object(old), object(answer)));
        }
        List<Retired> retired = before.stream()
                .filter(manifest -> live.containsKey(manifest.id().key()))
                .map(manifest -> new Retired(manifest, object(manifest)))
                .toList();
        return Planner.plan(proofs, retired);
    }

    private static LiveObject object(Manifest manifest) {
        return new LiveObject(manifest.id(), manifest.tree());
    }

    private static List<Manifest> read(Path file) throws IOException {
        Problems ignored = new Problems();
        return Manifests.of(
                YamlReader.documents(Files.readString(file), file.toString(), ignored), "templates/x.yaml", ignored);
    }
}
