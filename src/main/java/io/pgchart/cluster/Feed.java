package io.pgchart.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a cluster, as one stream that a single thread reads.
 *
 * <p>Whatever is watched is told as it is first, then whenever it changes. Interrupted connections are taken up again
 * unseen: what changed meanwhile is told, what vanished is told as gone, and nothing that is still the same is told
 * anew.
 */
public interface Feed extends AutoCloseable {

    /** Begins to tell of the objects of a selection. */
    void watch(Selection selection);

    /** Begins to tell the lines of a container's log, from its first one to its end. */
    void follow(ContainerRef container);

    /**
     * The next thing that happened.
     *
     * @return null when nothing did within the time
     * @throws RefusedException when something watched may not be, or no longer
     * @throws io.pgchart.error.ClusterException when the server was not reachable for longer than an outage may take
     */
    @Nullable
    FeedEvent next(Duration atMost);

    /** Ends it; events that were not read are lost. */
    @Override
    void close();
}
