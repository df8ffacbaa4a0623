package io.pgchart.release;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to wait for others who work on the same release.
 *
 * @param atMost how long
 * @param unlock the revision of a helm that is dead for sure, or null
 * @param told hears of each that is waited for, once
 */
public record Waiting(Duration atMost, @Nullable Integer unlock, Consumer<Underway> told) {}
