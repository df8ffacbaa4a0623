package io.pgchart.drill;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes row after row, and counts those whose commit was told. */
final class Writer {

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
        thread = new Thread(this::write);
        thread.start();
    }

    void stop() throws InterruptedException {
        isOver.set(true);
        thread.join();
    }

    private void write() {
        while (!isOver.get()) {
            int next = committed.get() + 1;
            Kubectl.Ended ended = database.psql(0, "INSERT INTO written VALUES (" + next + ")");
            // An answer may get lost when the server dies; then the row is there already.
            if (ended.code() == 0 || ended.output().contains("duplicate key")) {
                committed.set(next);
            }
        }
    }
}
