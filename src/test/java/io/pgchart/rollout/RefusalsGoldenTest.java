package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.golden.Golden;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case: what a server answered, to what, and how it is told. */
final class RefusalsGoldenTest {

    static List<Path> cases() {
        return Golden.cases("refusals");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPutIntoWords(Path folder) throws IOException {
        MapNode answer = read(folder.resolve("refusal.yaml"));
        Path live = folder.resolve("live.yaml");
        Path wanted = folder.resolve("wanted.yaml");
        Refusals refusals = new Refusals(new SecretMask(List.of("planted")));

        List<Problem> problems = refusals.problems(
                new RefusedException(refusal(answer)),
                Files.exists(wanted) ? read(wanted) : null,
                Files.exists(live) ? object(read(live)) : null);

        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem.message()).append('\n'));
        assertThat(text).doesNotContain("planted", "cGxhbnRlZ");
        Golden.check(folder.resolve("problems.txt"), text.toString());
    }

    private static Refusal refusal(MapNode answer) {
        List<Cause> causes = new ArrayList<>();
        if (answer.get("causes") instanceof ListNode list) {
            for (Node node : list.items()) {
                MapNode cause = (MapNode) node;
                causes.add(new Cause(text(cause, "reason"), text(cause, "message"), text(cause, "field")));
            }
        }
        int code = (int) object(answer).number(0, "code");
        return new Refusal(text(answer, "subject"), code, text(answer, "reason"), text(answer, "message"), causes);
    }

    private static LiveObject object(MapNode tree) {
        return new LiveObject(new ObjectId("v1", "X", null, "x"), tree);
    }

    private static String text(MapNode map, String key) {
        @Nullable String text = map.text(key);
        return text == null ? "" : text;
    }

    private static MapNode read(Path file) throws IOException {
        Problems problems = new Problems();
        MapNode map = YamlReader.map(
                Files.readString(file), "templates/" + file.getFileName().toString(), problems);
        problems.throwIfAny();
        return map;
    }
}
