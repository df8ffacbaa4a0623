package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes row after row, some forty a second and each in a transaction of its own, and counts those whose commit was told.
 * Where its connection breaks it makes another.
 */
final class Writer {

    private static final Duration LAST_ROW = Duration.ofMinutes(1);

    private final Database database;
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private Thread thread = new Thread();

    Writer(Database database) {
        this.database = database;
    }

    void begin() {
        database.sql("CREATE TABLE written (id int PRIMARY KEY)");
    }

    int committed() {
        return committed.get();
    }

    void start() {
        isOver.set(false);
        thread = new Thread(this::write, "writer");
        thread.start();
    }

    void stop() throws InterruptedException {
        isOver.set(true);
        thread.join(LAST_ROW.toMillis());
        assertThat(thread.isAlive()).as("the last row is still being written").isFalse();
    }

    /** Sees that all rows are there whose commit was told, and no others; after {@link #stop}. */
    void nothingIsMissing() {
        assertThat(database.sql("SELECT count(*), max(id) FROM written")).isEqualTo(committed + "|" + committed);
    }

    private void write() {
        while (!isOver.get()) {
            try {
                writeUntilItBreaks();
            } catch (IOException e) {
                // It broke while a row was sent; the next connection sends it again.
            }
        }
    }

    private void writeUntilItBreaks() throws IOException {
        Process psql = database.kubectl.start(
                "exec", "-i", "postgresql-0", "-c", "postgresql", "--", "psql", "-AtXq", "-v", "ON_ERROR_STOP=1");
        try (OutputStream sql = psql.getOutputStream();
                BufferedReader answers = psql.inputReader()) {
            while (!isOver.get()) {
                int next = committed.get() + 1;
                // The answer may get lost when the server dies; then the row is there already.
                String row = "INSERT INTO written VALUES (" + next + ") ON CONFLICT DO NOTHING;"
                        + " SELECT 'committed', pg_sleep(0.02);\n";
                sql.write(row.getBytes(StandardCharsets.UTF_8));
                sql.flush();
                if (!"committed|".equals(answers.readLine())) {
                    return;
                }
                committed.set(next);
            }
        } finally {
            psql.destroyForcibly();
        }
    }
}
