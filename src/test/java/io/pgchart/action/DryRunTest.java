package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the time that a dry run answers with may be taken for, where several API servers answer. */
class DryRunTest {

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void deploy() {
        town = new Town(output);
        town.deploy(Town.options());
        town.server.clock().advance(Duration.ofSeconds(10));
    }

    @Test
    void aChangeIsSeenWhereAnotherServersClockWasAheadBefore() {
        town.values.put("postgresql.config.work_mem", "16MB");
        deployWhereAnotherServerIsAhead();
        assertThat(town.console.text())
                .contains("~ ConfigMap/postgresql-config")
                .contains("Deployed  orders-db revision 2 in ");
    }

    @Test
    void whatDidNotChangeIsNotFetchedThereEither() {
        int before = town.server.requests().size();
        deployWhereAnotherServerIsAhead();
        assertThat(town.console.text()).contains("Unchanged nothing differs from revision 1");
        assertThat(town.server.requests().subList(before, town.server.requests().size()))
                .extracting(Object::toString)
                .doesNotContain("GET ConfigMap/postgresql-config", "GET Service/postgresql");
    }

    /** By a server that is a second ahead of the one that everything else is asked of. */
    private void deployWhereAnotherServerIsAhead() {
        Cluster balanced = ahead(town.server.connect());
        Workbench workbench = new LatestProcess(9).workbench(balanced, town.server.clock(), town.console);
        new Deploy(workbench, new ConcurrentHashMap<>()).run(new DeployRequest(town.request(), Town.options()));
    }

    private static Cluster ahead(Cluster behind) {
        return (Cluster) Proxy.newProxyInstance(
                DryRunTest.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("serverTime")) {
                        return behind.serverTime().plusSeconds(1);
                    }
                    try {
                        Object answer = method.invoke(behind, arguments);
                        return answer instanceof Cluster guarded ? ahead(guarded) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
