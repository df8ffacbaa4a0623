package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.manifest.Manifest;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for everything that the chart renders, shown on the example that switches everything on. */
class RenderedChartTest {

    private static final String EVERYTHING = read();
    private static final List<Manifest> OBJECTS = BuiltInChart.objects(BuiltInChart.render(EVERYTHING));

    private static final Map<String, String> DATABASE = Map.of(
            "app.kubernetes.io/name", "postgresql",
            "app.kubernetes.io/instance", "orders",
            "app.kubernetes.io/component", "database");

    @Test
    void noManifestNamesANamespace() {
        assertThat(OBJECTS)
                .allSatisfy(object -> assertThat(Trees.at(object.tree(), "metadata", "namespace"))
                        .isEmpty());
    }

    @Test
    void everyObjectCarriesTheLabelsOfTheReleaseAndThoseOfTheUser() {
        assertThat(OBJECTS)
                .allSatisfy(object -> assertThat(Trees.texts(object.tree(), "metadata", "labels"))
                        .containsEntry("app.kubernetes.io/name", "postgresql")
                        .containsEntry("app.kubernetes.io/instance", "orders")
                        .containsEntry("app.kubernetes.io/part-of", "postgresql")
                        .containsKeys("app.kubernetes.io/version", "app.kubernetes.io/component", "helm.sh/chart")
                        .containsEntry("team", "orders"))
                .allSatisfy(object -> assertThat(Trees.texts(object.tree(), "metadata", "annotations"))
                        .containsEntry("example.com/cost-center", "4711"));
    }

    @Test
    void aNewVersionOfTheChartAloneChangesNoPodAndNoVolume() {
        MapNode statefulSet = only("StatefulSet");

        assertThat(Trees.texts(statefulSet, "spec", "template", "metadata", "labels"))
                .containsAllEntriesOf(DATABASE)
                .containsOnlyKeys(Stream.concat(DATABASE.keySet().stream(), Stream.of("example.com/tier"))
                        .toList());
        assertThat(Trees.texts(statefulSet, "spec", "selector", "matchLabels")).isEqualTo(DATABASE);
        assertThat(Trees.items(statefulSet, "spec", "volumeClaimTemplates"))
                .hasSize(2)
                .allSatisfy(claim ->
                        assertThat(Trees.texts(claim, "metadata", "labels")).isEqualTo(DATABASE));
    }

    @Test
    void onlyThePodsOfTheDatabaseAreSelected() {
        Set<Map<String, String>> others = Trees.podTemplates(OBJECTS).stream()
                .map(pod -> Trees.texts(pod, "metadata", "labels"))
                .filter(labels -> !labels.entrySet().containsAll(DATABASE.entrySet()))
                .collect(Collectors.toSet());

        assertThat(others).as("the pods of hook and CronJobs").isNotEmpty();
        for (String kind : List.of("Service", "PodDisruptionBudget", "NetworkPolicy")) {
            assertThat(objects(kind))
                    .isNotEmpty()
                    .extracting(object -> Stream.of(
                                    Trees.texts(object, "spec", "selector", "matchLabels"),
                                    Trees.texts(object, "spec", "podSelector", "matchLabels"),
                                    kind.equals("Service")
                                            ? Trees.texts(object, "spec", "selector")
                                            : Map.<String, String>of())
                            .filter(selector -> !selector.isEmpty())
                            .findFirst()
                            .orElse(Map.of()))
                    .allSatisfy(selector -> assertThat(selector).containsAllEntriesOf(DATABASE));
        }
    }

    @Test
    void serviceOfTheReleaseLeadsToInstanceZeroAndEachInstanceHasItsOwn() {
        Map<String, String> pods = objects("Service").stream()
                .collect(Collectors.toMap(
                        service -> name(service),
                        service -> Trees.texts(service, "spec", "selector")
                                .getOrDefault("statefulset.kubernetes.io/pod-name", "all")));

        assertThat(pods)
                .containsOnly(
                        Map.entry("orders-db", "orders-db-0"),
                        Map.entry("orders-db-0", "orders-db-0"),
                        Map.entry("orders-db-1", "orders-db-1"),
                        Map.entry("orders-db-headless", "all"));
    }

    @Test
    void everyContainerIsHeldToTheRestrictedLevel() {
        assertThat(Trees.podTemplates(OBJECTS)).hasSize(4).allSatisfy(pod -> {
            assertThat(Trees.texts(pod, "spec", "securityContext", "seccompProfile"))
                    .containsEntry("type", "RuntimeDefault");
            assertThat(Trees.at(pod, "spec", "securityContext", "runAsNonRoot"))
                    .hasValueSatisfying(
                            value -> assertThat(((ScalarNode) value).value()).isEqualTo(true));
            assertThat(Trees.containers(pod)).allSatisfy(container -> {
                assertThat(Trees.at(container, "securityContext", "allowPrivilegeEscalation"))
                        .hasValueSatisfying(value ->
                                assertThat(((ScalarNode) value).value()).isEqualTo(false));
                assertThat(Trees.at(container, "securityContext", "readOnlyRootFilesystem"))
                        .hasValueSatisfying(value ->
                                assertThat(((ScalarNode) value).value()).isEqualTo(true));
                assertThat(Trees.items(container, "securityContext", "capabilities", "drop"))
                        .extracting(drop -> ((ScalarNode) drop).text())
                        .containsExactly("ALL");
                assertThat(Trees.at(container, "resources")).isPresent();
            });
        });
    }

    @Test
    void everyConfigMapAndSecretThatAPodNeedsIsRenderedOrNamedByTheUser() {
        Set<String> rendered = Stream.concat(objects("ConfigMap").stream(), objects("Secret").stream())
                .map(object -> name(object))
                .collect(Collectors.toSet());
        Set<String> needed = Trees.podTemplates(OBJECTS).stream()
                .flatMap(Trees::everything)
                .flatMap(node -> Stream.of(
                                Trees.at(node, "configMap", "name"),
                                Trees.at(node, "secret", "secretName"),
                                Trees.at(node, "secretKeyRef", "name"))
                        .flatMap(name -> name.stream()))
                .map(name -> ((ScalarNode) name).text())
                .collect(Collectors.toSet());

        assertThat(needed).hasSize(8).containsAll(rendered);
        needed.removeAll(rendered);
        assertThat(needed).containsExactly("orders-db-tls");
    }

    @Test
    void rbacAllowsTheseVeryPodsAndNothingElse() {
        assertThat(Trees.items(only("Role"), "rules"))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(Trees.items(rule, "resourceNames"))
                        .extracting(name -> ((ScalarNode) name).text())
                        .containsExactly("orders-db-0", "orders-db-1"));
    }

    @Test
    void secretsStandInSecretsAlone() {
        List<String> secrets = List.of("it's", "example-secret-key", "example-access-key", "example-passphrase");

        assertThat(OBJECTS)
                .filteredOn(object -> !object.id().kind().equals("Secret"))
                .allSatisfy(
                        object -> assertThat(BuiltInChart.yaml(List.of(object))).doesNotContain(secrets));
    }

    @Test
    void theLongestNameFitsEverywhere() {
        String name = "n".repeat(33);
        List<Manifest> objects = BuiltInChart.objects(
                BuiltInChart.render(EVERYTHING.replace("fullnameOverride: orders-db", "fullnameOverride: " + name)));

        assertThat(objects)
                .allSatisfy(object -> assertThat(object.id().name().length())
                        .as(object.id().toString())
                        .isLessThanOrEqualTo(object.id().kind().equals("CronJob") ? 52 : 63));
        // What a CronJob adds to the name of a Job, and an Indexed Job to the name of a pod's host, at most.
        String longest = name + "-pgbackrest-full" + "-1234567890" + "-99";
        assertThat(longest).hasSize(63);
    }

    private static String name(MapNode object) {
        MapNode metadata = Objects.requireNonNull(object.map("metadata"));
        return Objects.requireNonNull(metadata.text("name"));
    }

    private static MapNode only(String kind) {
        List<MapNode> found = objects(kind);
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static List<MapNode> objects(String kind) {
        return OBJECTS.stream()
                .filter(object -> object.id().kind().equals(kind))
                .map(Manifest::tree)
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("examples", "values", "everything.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
