package io.pgchart.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.golden.Golden;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case: an object as a cluster shows it, what is around it, and what is said of it. */
final class ReadinessGoldenTest {

    static List<Path> cases() {
        return Golden.cases("readiness");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudged(Path folder) throws IOException {
        List<LiveObject> objects = read(folder);
        LiveObject live = objects.get(0);
        Surroundings around = new Surroundings(
                ofKind("Pod", objects), ofKind("PersistentVolumeClaim", objects), ofKind("Event", objects));

        Golden.check(folder.resolve("judgement.txt"), text(live, around));
    }

    @Test
    void whatHasFailedSaysWhy() throws IOException {
        for (Path folder : cases()) {
            List<LiveObject> objects = read(folder);
            Surroundings around = new Surroundings(
                    ofKind("Pod", objects), ofKind("PersistentVolumeClaim", objects), ofKind("Event", objects));
            Readiness readiness = ReadinessRules.judge(objects.get(0), around);

            assertThat(readiness.text()).as(folder.toString()).isNotEmpty();
            assertThat(readiness.state() == State.FAILED)
                    .as(folder.toString())
                    .isEqualTo(readiness.faults().stream().anyMatch(fault -> fault.patience() == Patience.NONE));
        }
    }

    private static String text(LiveObject live, Surroundings around) {
        Readiness readiness = ReadinessRules.judge(live, around);
        StringBuilder text = new StringBuilder()
                .append(readiness.state())
                .append(": ")
                .append(readiness.text())
                .append('\n');
        for (Fault fault : readiness.faults()) {
            text.append("patience ").append(fault.patience()).append(": ").append(fault.text());
            text.append("\n    ").append(fault.nextStep()).append('\n');
        }
        ReadinessRules.stuckPods(live, around)
                .forEach(pod ->
                        text.append("in the way: ").append(pod.id().name()).append('\n'));
        return text.toString();
    }

    private static List<LiveObject> ofKind(String kind, List<LiveObject> objects) {
        return objects.subList(1, objects.size()).stream()
                .filter(object -> object.id().kind().equals(kind))
                .toList();
    }

    private static List<LiveObject> read(Path folder) throws IOException {
        Problems problems = new Problems();
        List<LiveObject> objects = new ArrayList<>();
        String text = Files.readString(folder.resolve("objects.yaml"));
        for (Node node : YamlReader.documents(text, folder.toString(), problems)) {
            MapNode tree = (MapNode) node;
            LiveObject unnamed = new LiveObject(new ObjectId("", "", null, ""), tree);
            ObjectId id = new ObjectId(
                    unnamed.text("apiVersion"),
                    unnamed.text("kind"),
                    unnamed.text("metadata", "namespace"),
                    unnamed.text("metadata", "name"));
            objects.add(new LiveObject(id, tree));
        }
        assertThat(problems.list()).isEmpty();
        return objects;
    }
}
