package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The node's kubelet hangs for so long that the cluster takes the node for lost: the database on it goes on. */
@Isolated
@NeedsDrillCluster
final class NodeDrill {

    /** Nothing outside can reach the pod by its kubelet meanwhile, so this writes from within, and keeps count. */
    private static final String WRITER = """
            nohup sh -c 'i=0; while [ ! -e /tmp/over ]; do
              i=$((i + 1)); psql -AtXqc "INSERT INTO written VALUES ($i)" && echo $i >/tmp/committed; sleep 0.1
            done; touch /tmp/ended' >/dev/null 2>&1 &
            """;

    @Test
    void theKubeletHangsAndComesBack() throws Exception {
        try (Database database = new Database("node")) {
            database.deploy();
            database.sql("CREATE TABLE written (id int PRIMARY KEY)");
            String started = database.sql("SELECT pg_postmaster_start_time()");
            database.shell(WRITER);
            Database.until("some rows", () -> committed(database) > 5);
            int before = committed(database);

            signal("STOP");
            try {
                database.kubectl.run("wait", "--for=condition=Ready=Unknown", "node/node1", "--timeout=120s");
            } finally {
                signal("CONT");
            }
            database.kubectl.run("wait", "--for=condition=Ready", "node/node1", "--timeout=120s");
            database.ready();

            database.shell("touch /tmp/over");
            Database.until("the writer's end", () -> database.shell("ls /tmp").contains("ended"));
            int committed = committed(database);
            // It takes the cluster forty seconds to give the node up.
            assertThat(committed).isGreaterThan(before + 100);
            assertThat(database.sql("SELECT count(*), max(id) FROM written")).isEqualTo(committed + "|" + committed);
            assertThat(database.sql("SELECT pg_postmaster_start_time()")).isEqualTo(started);
            database.shell("pgbackrest check");
        }
    }

    private static int committed(Database database) {
        String text = database.shell("cat /tmp/committed 2>/dev/null || echo 0");
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** To the kubelet of the cluster whose kubeconfig this is. */
    private static void signal(String name) throws IOException, InterruptedException {
        Path pid = Path.of(System.getenv(Database.KUBECONFIG))
                .resolveSibling("run")
                .resolve("kubelet");
        Process kill =
                new ProcessBuilder("kill", "-" + name, Files.readString(pid).strip()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
