package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.fabric8.Fabric8Feed.Sink;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.List;

/** Listens to a pod until one of its containers has started, or the pod is gone. */
final class ContainerStart implements Sink {

    private static final List<String> STATUSES =
            List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses");

    private final ContainerRef container;
    private final Sink outer;
    private boolean isSeen;
    private boolean isGone;
    private boolean hasStarted;

    ContainerStart(ContainerRef container, Sink outer) {
        this.container = container;
        this.outer = outer;
    }

    boolean hasStarted() {
        return hasStarted;
    }

    @Override
    public void tell(FeedEvent event) {
        if (event instanceof FeedEvent.Seen seen) {
            isSeen = true;
            hasStarted |= hasStarted(seen.object());
        } else if (event instanceof FeedEvent.Gone) {
            isGone = true;
        } else if (event instanceof FeedEvent.CaughtUp) {
            isGone |= !isSeen;
        }
    }

    @Override
    public boolean isClosed() {
        return hasStarted || isGone || outer.isClosed();
    }

    private boolean hasStarted(LiveObject pod) {
        for (String statuses : STATUSES) {
            if (pod.at("status", statuses) instanceof ListNode list) {
                for (Node status : list.items()) {
                    if (status instanceof MapNode map && container.container().equals(map.text("name"))) {
                        MapNode state = map.map("state");
                        return state != null && (state.map("running") != null || state.map("terminated") != null);
                    }
                }
            }
        }
        return false;
    }
}
