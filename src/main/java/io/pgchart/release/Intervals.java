package io.pgchart.release;

import java.time.Duration;

/**
 * How long what takes of holding a release.
 *
 * @param heartbeat between two signs of life
 * @param grace after so long without having given a sign of life, nothing more is written
 * @param stale after so long without a sign of life, others take over; longer than the grace
 */
public record Intervals(Duration heartbeat, Duration grace, Duration stale) {

    /** 5, 10 and 15 seconds. */
    public static Intervals standard() {
        return new Intervals(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15));
    }
}
