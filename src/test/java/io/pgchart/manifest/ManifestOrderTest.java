package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ManifestOrderTest {

    private static final List<String> DOCUMENT_ORDER = List.of(
            "NetworkPolicy",
            "PodDisruptionBudget",
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "Service",
            "Deployment",
            "StatefulSet",
            "Job",
            "CronJob",
            "Ingress",
            "Backup",
            "Widget");

    @Test
    void ordersKindsAsTheDocumentAndThenAsHelm() {
        List<Manifest> manifests = new ArrayList<>();
        for (String kind : DOCUMENT_ORDER) {
            manifests.add(manifest("v1", kind, "", "a"));
        }
        List<Manifest> shuffled = new ArrayList<>(manifests);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(ManifestOrder.sorted(shuffled)).isEqualTo(manifests);
    }

    @Test
    void ordersOneKindByName() {
        assertThat(ManifestOrder.sorted(List.of(manifest("v1", "Secret", "", "b"), manifest("v1", "Secret", "", "a"))))
                .extracting(manifest -> manifest.id().name())
                .containsExactly("a", "b");
    }

    @Property
    void isATotalOrder(@ForAll("ids") ObjectId a, @ForAll("ids") ObjectId b, @ForAll("ids") ObjectId c) {
        int ab = compare(a, b);
        assertThat(Integer.signum(compare(b, a))).isEqualTo(-Integer.signum(ab));
        assertThat(ab == 0).isEqualTo(a.equals(b));
        if (ab <= 0 && compare(b, c) <= 0) {
            assertThat(compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Property
    void doesNotDependOnTheOrderGiven(@ForAll("lists") List<ObjectId> ids, @ForAll Random random) {
        List<Manifest> manifests = new ArrayList<>();
        ids.forEach(id -> manifests.add(manifest(id)));
        List<Manifest> shuffled = new ArrayList<>(manifests);
        Collections.shuffle(shuffled, random);

        assertThat(ManifestOrder.sorted(shuffled)).isEqualTo(ManifestOrder.sorted(manifests));
    }

    @Provide
    Arbitrary<List<ObjectId>> lists() {
        return ids().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<ObjectId> ids() {
        Arbitrary<String> kinds = Arbitraries.of(DOCUMENT_ORDER);
        Arbitrary<String> versions = Arbitraries.of("v1", "apps/v1", "example.org/v1");
        Arbitrary<String> namespaces = Arbitraries.of("", "a", "b");
        Arbitrary<String> names = Arbitraries.of("a", "b", "a-b");
        return Combinators.combine(versions, kinds, namespaces, names)
                .as((version, kind, namespace, name) ->
                        new ObjectId(version, kind, namespace.isEmpty() ? null : namespace, name));
    }

    private static int compare(ObjectId a, ObjectId b) {
        return ManifestOrder.APPLY.compare(manifest(a), manifest(b));
    }

    private static Manifest manifest(String apiVersion, String kind, String namespace, String name) {
        return manifest(new ObjectId(apiVersion, kind, namespace.isEmpty() ? null : namespace, name));
    }

    private static Manifest manifest(ObjectId id) {
        return new Manifest(id, new MapNode(Map.of(), Origin.of("test")), "templates/a.yaml");
    }
}
