package io.pgchart.release;

import org.jspecify.annotations.Nullable;

/**
 * A release as it was when nobody worked on it: what one may plan upon.
 *
 * <p>It is no lock: whoever begins first has the release, and the other waits for the next opening.
 *
 * @param abandoned work whose worker is dead, still written down as underway; it is put right by whoever begins
 */
public record Opening(ReleaseHistory history, @Nullable Underway abandoned) {}
