package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestWriterTest {

    private static final Manifest CONFIG = manifest("v1", "ConfigMap", "postgresql-config");
    private static final Manifest ROLE = manifest("rbac.authorization.k8s.io/v1", "ClusterRole", "system:Orders/x");

    @Test
    void writesSeveralAsHelmDoes() {
        assertThat(ManifestWriter.text(List.of(CONFIG, ROLE), "postgresql")).isEqualTo("""
                        ---
                        # Source: postgresql/templates/a.yaml
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: postgresql-config
                        ---
                        # Source: postgresql/templates/a.yaml
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata:
                          name: system:Orders/x
                        """);
    }

    @Test
    void readsBackWhatItWrote() {
        List<Manifest> samples = SampleManifests.all();
        Problems problems = new Problems();
        List<Manifest> back = Manifests.of(
                YamlReader.documents(ManifestWriter.text(samples, "chart"), "manifest.yaml", problems), "a", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(back).hasSameSizeAs(samples);
        for (int i = 0; i < back.size(); i++) {
            assertThat(back.get(i).isSameAs(samples.get(i)))
                    .as(samples.get(i).id().toString())
                    .isTrue();
            assertThat(ManifestWriter.text(back.get(i))).isEqualTo(ManifestWriter.text(samples.get(i)));
        }
    }

    @Test
    void numbersFilesSoThatTheySortInOrder() {
        assertThat(ManifestWriter.files(List.of(CONFIG, ROLE)).keySet())
                .containsExactly("01-configmap-postgresql-config.yaml", "02-clusterrole-system_Orders_x.yaml");

        List<Manifest> many = new ArrayList<>(Collections.nCopies(120, CONFIG));
        List<String> names = List.copyOf(ManifestWriter.files(many).keySet());
        assertThat(names).hasSize(120).isSorted();
        assertThat(names.get(0)).isEqualTo("001-configmap-postgresql-config.yaml");
    }

    private static Manifest manifest(String apiVersion, String kind, String name) {
        Problems problems = new Problems();
        String text = "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n";
        return new Manifest(
                new ObjectId(apiVersion, kind, null, name),
                (io.pgchart.yaml.MapNode)
                        YamlReader.documents(text, "a.yaml", problems).get(0),
                "templates/a.yaml");
    }
}
