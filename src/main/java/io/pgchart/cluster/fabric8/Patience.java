package io.pgchart.cluster.fabric8;

import java.time.Duration;

/**
 * How long to wait for what may pass by itself.
 *
 * @param firstAnswer for the very first answer of a server that may not be there at all
 * @param answer for any later one
 * @param outage for a server to come back that has answered before
 */
record Patience(Duration firstAnswer, Duration answer, Duration outage) {

    static final Patience STANDARD =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WISH = Duration.ofSeconds(15);

    /** How often a refusal that may pass is taken for an answer to be asked again. */
    static final int REFUSALS = 5;

    /** How a thread waits, so that tests need not. */
    @FunctionalInterface
    interface Pause {

        Pause REAL = duration -> Thread.sleep(duration.toMillis());

        void sleep(Duration duration) throws InterruptedException;
    }

    /** Before the next attempt: doubling from a quarter of a second, or what the server wishes. */
    static Duration pause(int attempt, Duration wish) {
        if (!wish.isZero()) {
            return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
        }
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /**
     * Whether a refusal may pass by itself.
     *
     * @param message of the server: 500 is also what it answers to fields that it does not know
     */
    static boolean mayPass(int code, String message) {
        return code == 429
                || (code >= 502 && code <= 504)
                || (code == 500 && !message.startsWith("failed to create typed patch object"));
    }
}
