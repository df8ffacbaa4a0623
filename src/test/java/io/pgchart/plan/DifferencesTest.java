package io.pgchart.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: x
              resourceVersion: "%s"
              managedFields: [{manager: helm, time: "%s"}]
            data: {a: "%s", b: same}
            """;

    private static final String STATEFUL_SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: x, generation: 1}
            spec: {template: {spec: {containers: %s}}}
            status: {replicas: %s}
            """;

    @Test
    void whatTheServerWritesForItselfIsNoDifference() {
        assertThat(told(CONFIG_MAP.formatted("1", "old", "1"), CONFIG_MAP.formatted("2", "new", "1")))
                .isEmpty();
    }

    @Test
    void aFieldIsToldWithItsPathAndBothValues() {
        assertThat(told(CONFIG_MAP.formatted("1", "old", "4MB"), CONFIG_MAP.formatted("1", "new", "8MB")))
                .containsExactly("data.a: 4MB -> 8MB");
    }

    @Test
    void itemsThatHaveNamesAreToldByThem() {
        String before = STATEFUL_SET.formatted("[{name: db, image: a}, {name: metrics, image: m}]", "1");
        String after = STATEFUL_SET.formatted("[{name: db, image: b}, {name: backup, image: c}]", "0");
        assertThat(told(before, after))
                .containsExactly(
                        "spec.template.spec.containers[db].image: a -> b",
                        "spec.template.spec.containers[metrics].name: metrics -> none",
                        "spec.template.spec.containers[metrics].image: m -> none",
                        "spec.template.spec.containers[backup].name: none -> backup",
                        "spec.template.spec.containers[backup].image: none -> c");
    }

    @Test
    void anotherOrderIsADifference() {
        String before = STATEFUL_SET.formatted("[{name: a}, {name: b}]", "1");
        String after = STATEFUL_SET.formatted("[{name: b}, {name: a}]", "1");
        assertThat(Differences.of(Objects.live(before), Objects.live(after)))
                .extracting(Difference::path)
                .containsExactly("spec.template.spec.containers");
    }

    @Test
    void itemsWithoutNamesAreToldByTheirPlace() {
        String before = STATEFUL_SET.formatted("[{args: [a, b]}]", "1");
        String after = STATEFUL_SET.formatted("[{args: [a, c, d]}]", "1");
        assertThat(told(before, after))
                .containsExactly(
                        "spec.template.spec.containers[0].args[1]: b -> c",
                        "spec.template.spec.containers[0].args[2]: none -> d");
    }

    @Test
    void theDataOfASecretIsHidden() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: x, labels: {a: "%1$s"}}
                data: {password: "%1$s"}
                """;
        List<Difference> differences =
                Differences.of(Objects.live(secret.formatted("b25l")), Objects.live(secret.formatted("dHdv")));
        assertThat(differences)
                .extracting(difference -> difference.path() + " " + difference.isSecret())
                .containsExactly("metadata.labels.a false", "data.password true");
    }

    private static List<String> told(String before, String after) {
        LiveObject left = Objects.live(before);
        LiveObject right = Objects.live(after);
        return Differences.of(left, right).stream()
                .map(difference ->
                        difference.path() + ": " + text(difference.before()) + " -> " + text(difference.after()))
                .toList();
    }

    private static String text(@Nullable Object node) {
        return node instanceof ScalarNode scalar ? scalar.text() : "none";
    }
}
