package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.manifest.ObjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The namespace of a release that is to be created with it. */
class NamespacesTest {

    private static final ObjectId NAMESPACE = new ObjectId("v1", "Namespace", null, "orders");
    private static final DeployOptions OPTIONS = new DeployOptions(Town.ROLLOUT, false, false, true, false, 10, null);

    @TempDir
    private Path output;

    private Town town;
    private FakeCluster cluster;

    @BeforeEach
    void connect() {
        town = new Town(output);
        cluster = town.server.connect();
    }

    @Test
    void isCreatedByWhoMayNotLookAtNamespaces() {
        town.server.remove(NAMESPACE);
        cluster.deny(new Access("get", "v1", "Namespace", null, null));

        town.deploy(cluster, OPTIONS);
        town.server.clock().advance(Duration.ofSeconds(1));
        town.deploy(cluster, OPTIONS);

        assertThat(town.console.text())
                .containsOnlyOnce("Created   Namespace/orders")
                .contains("Deployed  orders-db revision 1")
                .contains("Unchanged nothing differs from revision 1");
    }

    @Test
    void isTakenAsItIsByWhoMayNotCreateIt() {
        cluster.deny(new Access("create", "v1", "Namespace", null, null));

        town.deploy(cluster, OPTIONS);

        assertThat(town.console.text()).doesNotContain("Namespace/").contains("Deployed  orders-db revision 1");
    }

    @Test
    void aRefusalIsToldBeforeAnythingIsWritten() {
        town.server.remove(NAMESPACE);
        cluster.deny(new Access("create", "v1", "Namespace", null, null));

        assertThat(Told.by(() -> town.deploy(cluster, OPTIONS)))
                .startsWith(
                        "Namespace/orders: is forbidden: User \"tester\" cannot create Namespace (createNamespace).")
                .endsWith("Or have it created (kubectl create namespace orders) and leave createNamespace out.");
        assertThat(town.server.writes()).extracting(Object::toString).isEqualTo(List.of());
    }
}
