package io.pgchart.cluster;

import io.pgchart.manifest.LiveObject;

/** Something that happened in a cluster. */
public sealed interface FeedEvent {

    /** An object is there, or has changed. */
    record Seen(LiveObject object) implements FeedEvent {}

    /** An object is gone for good; as it was last. */
    record Gone(LiveObject object) implements FeedEvent {}

    /** All that was there when watching began has been told. */
    record CaughtUp(Selection selection) implements FeedEvent {}

    /** A container wrote a line, here without its end. */
    record LogLine(ContainerRef container, String text) implements FeedEvent {}

    /**
     * No more lines of a container will come.
     *
     * @param reason why its log could not be followed to the end; {@code ""} when it could
     */
    record LogEnd(ContainerRef container, String reason) implements FeedEvent {}
}
