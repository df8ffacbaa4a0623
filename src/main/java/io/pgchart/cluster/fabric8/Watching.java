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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Tells of the objects of a selection: lists them once, then watches from there.
 *
 * <p>A watch that ends is taken up at the last version that it told of. When the server has forgotten that version (410)
 * the objects are listed anew and compared with what was told. Source: Kubernetes' documentation, "API concepts,
 * efficient detection of changes".
 */
final class Watching {

    private static final int GONE = 410;

    private final Connection connection;
    private final Paths paths;
    private final Selection selection;
    private final Sink sink;
    private final Map<String, LiveObject> told = new LinkedHashMap<>();
    private @Nullable String version;

    Watching(Connection connection, Paths paths, Selection selection, Sink sink) {
        this.connection = connection;
        this.paths = paths;
        this.selection = selection;
        this.sink = sink;
    }

    /** Goes on until nobody listens, or the server refuses it. */
    void run() {
        list();
        sink.tell(new FeedEvent.CaughtUp(selection));
        while (!sink.isClosed()) {
            try {
                if (version == null) {
                    list();
                }
                watch();
            } catch (RefusedException e) {
                if (sink.isClosed()) {
                    return;
                }
                if (e.refusal().code() != GONE) {
                    throw e;
                }
                version = null;
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
        version = now.version();
    }

    private void watch() {
        String query = "watch=1&allowWatchBookmarks=true&timeoutSeconds=" + Connection.WATCH_SECONDS
                + "&resourceVersion=" + Resource.encoded(String.valueOf(version));
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
        version = live.resourceVersion();
        if (type.equals("DELETED")) {
            gone(live);
        } else if (!type.equals("BOOKMARK")) {
            seen(live);
        }
    }

    private void seen(LiveObject object) {
        LiveObject before = told.put(key(object), object);
        if (before != null && !before.uid().equals(object.uid())) {
            sink.tell(new FeedEvent.Gone(before));
        }
        if (before == null || !before.resourceVersion().equals(object.resourceVersion())) {
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
