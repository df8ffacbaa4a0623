package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Backups are switched on for a database that was used without them. */
@NeedsDrillCluster
final class SwitchedOnDrill {

    @Test
    void noTransactionIsLostWhenBackupsAreSwitchedOn() throws InterruptedException {
        try (Database database = new Database("switched-on")) {
            database.values.put("pgbackrest.enabled", "false");
            database.deploy();
            database.sql("CREATE TABLE orders (id int PRIMARY KEY)");
            assertThat(database.sql("SHOW archive_mode")).isEqualTo("on");

            AtomicBoolean isOver = new AtomicBoolean();
            AtomicInteger committed = new AtomicInteger();
            Thread writer = new Thread(() -> {
                int next = 1;
                while (!isOver.get()) {
                    // What fails while the pod is replaced may have been committed; then it is there already.
                    Kubectl.Ended ended = database.psql(0, "INSERT INTO orders VALUES (" + next + ")");
                    if (ended.code() == 0 || ended.output().contains("duplicate key")) {
                        committed.set(next++);
                    }
                }
            });
            writer.start();
            Database.until("some rows", () -> committed.get() > 3);
            database.values.put("pgbackrest.enabled", "true");
            database.deploy();
            int atTheBackup = committed.get();
            Database.until("more rows", () -> committed.get() > atTheBackup + 3);
            isOver.set(true);
            writer.join();

            assertThat(database.sql("SELECT count(*), max(id) FROM orders"))
                    .isEqualTo(committed.get() + "|" + committed.get());
            assertThat(database.info().backups("full")).hasSize(1);
        }
    }
}
