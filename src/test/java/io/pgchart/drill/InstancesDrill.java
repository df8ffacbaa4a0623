package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three independent databases of one release. */
@NeedsDrillCluster
final class InstancesDrill {

    @Test
    void eachHasItsOwnOfEverything() {
        try (Database database = new Database("instances")) {
            database.values.put("replicaCount", "3");
            database.deploy();

            List<String> systems = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                database.sql(instance, "CREATE TABLE whose AS SELECT " + instance + " AS instance");
                Info info = database.info(instance);
                assertThat(info.backups("full"))
                        .as("backups of instance %d", instance)
                        .hasSize(1);
                systems.addAll(info.systems());
                assertThat(database.console()).contains(Database.pod(instance) + ": stanza main valid; full backup");
            }
            assertThat(systems).doesNotHaveDuplicates().hasSize(3);
            assertThat(database.kubectl.run("get", "pvc", "-o", "name").lines()).hasSize(3);

            database.complete(database.trigger("postgresql-pgbackrest-incr"));
            for (int instance = 0; instance < 3; instance++) {
                assertThat(database.info(instance).backups("incr")).hasSize(1);
                assertThat(throughService(database, "postgresql-" + instance)).isEqualTo("" + instance);
            }
            assertThat(throughService(database, "postgresql")).isEqualTo("0");
        }
    }

    private static String throughService(Database database, String service) {
        return database.client(service, database.password(), "SELECT instance FROM whose")
                .orThrow();
    }
}
