package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.action.ForwardedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The JDBC driver in a tunnel: it logs in with the password file, moves megabytes, and outlives a pod. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ForwardDrill {

    private static final Path PASSWORD_FILE = Path.of("target", "drills", "forward", "pgpass");

    /** Where the driver looks for a password that it was not given. */
    private static final String PASSWORD_PROPERTY = "org.postgresql.pgpassfile";

    private final Database database = new Database("forward");
    private ForwardedDatabase tunnel;

    @BeforeAll
    void install() {
        database.values.put("pgbackrest.enabled", "false");
        database.deploy();
        tunnel = database.forward(PASSWORD_FILE);
        System.setProperty(PASSWORD_PROPERTY, PASSWORD_FILE.toString());
    }

    @AfterAll
    void remove() {
        System.clearProperty(PASSWORD_PROPERTY);
        tunnel.close();
        database.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(tunnel.jdbcUrl(), tunnel.username(), null);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    @Order(1)
    void theDriverLogsInWithTheUrlTheUserAndThePasswordFile() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(ask(connection, "SELECT current_user || ' in ' || current_database()"))
                    .isEqualTo(tunnel.username() + " in " + tunnel.database());
        }
        assertThatThrownBy(() -> DriverManager.getConnection(tunnel.jdbcUrl(), tunnel.username(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(database.console()).doesNotContain(database.password());
    }

    @Test
    @Order(2)
    void aPoolOfTenWorksAtOnce() throws SQLException {
        List<Connection> pool = new ArrayList<>();
        Set<String> backends = new HashSet<>();
        try {
            for (int i = 0; i < 10; i++) {
                pool.add(connect());
            }
            for (Connection connection : pool) {
                backends.add(ask(connection, "SELECT pg_backend_pid()"));
            }
        } finally {
            for (Connection connection : pool) {
                connection.close();
            }
        }
        assertThat(backends).hasSize(10);
        noClientIsLeft();
    }

    @Test
    @Order(3)
    void megabytesGoBothWays() throws SQLException {
        byte[] sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT ?::bytea")) {
            statement.setBytes(1, sent);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(Arrays.equals(rows.getBytes(1), sent)).isTrue();
            }
        }
    }

    @Test
    @Order(4)
    void aClientThatVanishesLeavesNoBackend() throws SQLException {
        Connection connection = connect();
        ask(connection, "SELECT 1");
        connection.abort(Runnable::run);

        noClientIsLeft();
    }

    @Test
    @Order(5)
    void whoeverConnectsAfterThePodWasReplacedReachesTheNewOne() throws SQLException {
        Connection before = connect();
        String started = ask(before, "SELECT pg_postmaster_start_time()");

        database.kubectl.run("delete", "pod", "postgresql-0", "--wait=false");

        Database.until("the end of the connection", () -> isBroken(before));
        // Whether a client is refused meanwhile, or waits, is up to the node.
        Database.until("a connection to the new pod", () -> {
            try (Connection after = connect()) {
                return !ask(after, "SELECT pg_postmaster_start_time()").equals(started);
            } catch (SQLException e) {
                return false;
            }
        });
    }

    @Test
    @Order(6)
    void whatWasClosedIsGone() {
        tunnel.close();

        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class).hasMessageContaining("refused");
        assertThat(PASSWORD_FILE).doesNotExist();
        Database.until(
                "the end of its threads",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("pgchart tunnel")));
    }

    private static boolean isBroken(Connection connection) {
        try {
            ask(connection, "SELECT 1");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private void noClientIsLeft() {
        Database.until(
                "the end of all clients",
                () -> database.sql("SELECT count(*) FROM pg_stat_activity WHERE client_addr IS NOT NULL")
                        .equals("0"));
    }
}
