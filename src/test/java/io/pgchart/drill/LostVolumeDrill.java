package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.RolloutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The namespace and its volume are gone, the backups are not: a plain deploy must not put a new database before them. */
@NeedsDrillCluster
final class LostVolumeDrill {

    @Test
    void aPlainDeployStopsBeforeItMakesADatabase() {
        List<String> backups;
        try (Database lost = new Database("lost-volume")) {
            lost.deploy();
            backups = lost.info().backups("full");
        }
        try (Database anew = new Database("lost-volume-anew")) {
            anew.values.put("pgbackrest.repoPath", "/lost-volume/orders-db");

            assertThatThrownBy(anew::deploy)
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContaining("container pgbackrest-repo-guard");
            assertThat(anew.console())
                    .contains("in the repository holds the backups of a database", "Restore it (goal restore)");

            // Another path, and all is well; the backups are as they were.
            anew.values.put("pgbackrest.repoPath", "/lost-volume-anew");
            anew.deploy();
            assertThat(anew.shell("PGBACKREST_REPO1_PATH=/lost-volume/orders-db/postgresql-0 pgbackrest info"))
                    .contains(backups);
        }
    }
}
