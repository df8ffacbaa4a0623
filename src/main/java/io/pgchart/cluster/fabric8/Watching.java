package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.fabric8.Fabric8Feed.Sink;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Tells of the objects of a selection: what there is at first, then what happens to it.
 *
 * <p>The server is asked to begin a watch with what there is and to mark the end of that, so that one request does; one
 * that can't is asked for a list, and for a watch from there. A watch that ends is taken up at the last version that it
 * told of. When the server has forgotten that version (410) it is begun anew, and what there is compared with what was
 * told. Source: Kubernetes' documentation, "API concepts, efficient detection of changes" and "streaming lists".
 */
final class Watching {

    private static final int GONE = 410;
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 422);
    private static final String BEGUN = "k8s.io/initial-events-end";

    private final Connection connection;
    private final Paths paths;
    private final Selection selection;
    private final Sink sink;
    private final Map<String, LiveObject> told = new LinkedHashMap<>();

    /** What there is, as far as a watch that begins has told it. */
    private final Set<String> beginning = new HashSet<>();

    private boolean isCaughtUp;
    /** Where to go on; null before it is known what there is. */
    private @Nullable String version;

    Watching(Connection connection, Paths paths, Selection selection, Sink sink) {
        this.connection = connection;
        this.paths = paths;
        this.selection = selection;
        this.sink = sink;
    }

    /** Goes on until nobody listens, or the server refuses it. */
    void run() {
        while (!sink.isClosed()) {
            boolean isToBegin = version == null && paths.resources().areStreamed(selection);
            try {
                if (version == null && !isToBegin) {
                    list();
                }
                watch();
            } catch (RefusedException e) {
                int code = e.refusal().code();
                if (sink.isClosed()) {
                    return;
                }
                if (isToBegin && NOT_UNDERSTOOD.contains(code)) {
                    paths.resources().areNotStreamed();
                } else if (code == GONE) {
                    version = null;
                } else {
                    throw e;
                }
            }
        }
    }

    private void list() {
        Listing.Result now = new Listing(connection.requests(), paths, selection).all();
        List<LiveObject> missing = new ArrayList<>(told.values());
        for (LiveObject object : now.objects()) {
            missing.removeIf(known -> known.uid().equals(object.uid()));
        }
        missing.forEach(this::gone);
        now.objects().forEach(this::seen);
        begun(now.version());
    }

    private void begun(String from) {
        version = from;
        if (!isCaughtUp) {
            isCaughtUp = true;
            sink.tell(new FeedEvent.CaughtUp(selection));
        }
    }

    private void watch() {
        beginning.clear();
        String query = "watch=1&allowWatchBookmarks=true&timeoutSeconds=" + Connection.WATCH_SECONDS
                + (version == null
                        ? "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                        : "&resourceVersion=" + Resource.encoded(version));
        InputStream stream = connection.open(Call.get(paths.selection(selection) + query, selection.kind()), false);
        if (stream == null) {
            return;
        }
        try (stream;
                JsonTree events = new JsonTree(stream)) {
            while (!sink.isClosed() && events.next() instanceof MapNode event) {
                MapNode object = event.map("object");
                if (object != null) {
                    happened(String.valueOf(event.text("type")), object);
                }
            }
        } catch (JacksonException | IOException e) {
            // It broke off; the loop opens the next one.
        }
    }

    private void happened(String type, MapNode object) {
        if (type.equals("ERROR")) {
            int code = object.get("code") instanceof ScalarNode scalar && scalar.value() instanceof Long number
                    ? number.intValue()
                    : 0;
            throw new RefusedException(StatusReader.read(selection.kind(), code, object));
        }
        LiveObject live = LiveObjects.of(object);
        if (type.equals("DELETED")) {
            beginning.remove(key(live));
            gone(live);
        } else if (!type.equals("BOOKMARK")) {
            beginning.add(key(live));
            seen(live);
        } else if (version == null && live.annotation(BEGUN) != null) {
            List<LiveObject> known = new ArrayList<>(told.values());
            known.removeIf(before -> beginning.contains(key(before)));
            known.forEach(this::gone);
            begun(live.resourceVersion());
        }
        if (version != null) {
            version = live.resourceVersion();
        }
    }

    private void seen(LiveObject object) {
        LiveObject before = told.put(key(object), object);
        boolean isAnother = before != null && !before.uid().equals(object.uid());
        if (before != null && isAnother) {
            sink.tell(new FeedEvent.Gone(before));
        }
        if (before == null || isAnother || !before.resourceVersion().equals(object.resourceVersion())) {
            sink.tell(new FeedEvent.Seen(object));
        }
    }

    private void gone(LiveObject object) {
        told.remove(key(object));
        sink.tell(new FeedEvent.Gone(object));
    }

    private static String key(LiveObject object) {
        return object.id().name();
    }
}
