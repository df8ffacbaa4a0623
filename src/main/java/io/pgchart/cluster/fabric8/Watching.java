package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
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
 *
 * <p>An error inside a stream is about that stream: unless it says that the user may not watch, or that there is no such
 * kind, another stream is opened, until that was of no use for as long as an outage may take.
 */
final class Watching {

    private static final int NOT_ACCEPTED = 401;
    private static final int GONE = 410;
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 422);

    /** Inside a stream: the user may not watch, or there is no such kind. */
    private static final Set<Integer> FINAL = Set.of(403, 404);

    /**
     * Inside a stream: the server is too busy, or not as far as the version that was told ("Too large resource version").
     * After anything else, as an object that it can't decode, going on from there would end in the same place.
     */
    private static final Set<Integer> GOES_ON = Set.of(429, 503, 504);

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
            } catch (ErrorEvent e) {
                ended(e.refusal);
            } catch (RefusedException e) {
                if (isToBegin && NOT_UNDERSTOOD.contains(e.refusal().code())) {
                    paths.resources().areNotStreamed();
                } else if (!sink.isClosed()) {
                    refused(e);
                }
            }
        }
    }

    /** What the server answers instead of opening a stream is about what was asked for. */
    private void refused(RefusedException refused) {
        Refusal refusal = refused.refusal();
        if (refusal.code() == GONE) {
            version = null;
        } else if (!Patience.mayPass(refusal.code(), refusal.message())) {
            throw refused;
        }
        connection.ended(refused);
    }

    private void ended(Refusal error) {
        if (error.code() == NOT_ACCEPTED) {
            throw connection.requests().problems().notAccepted();
        }
        RefusedException told = new RefusedException(error);
        if (FINAL.contains(error.code())) {
            throw told;
        }
        if (!GOES_ON.contains(error.code())) {
            version = null;
        }
        connection.ended(told);
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
            tell(new FeedEvent.CaughtUp(selection));
        }
    }

    private void watch() throws ErrorEvent {
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
                String type = String.valueOf(event.text("type"));
                MapNode object = event.map("object");
                if (type.equals("ERROR")) {
                    throw new ErrorEvent(error(object));
                }
                if (object != null) {
                    happened(type, object);
                }
            }
            connection.worked();
        } catch (JacksonException | IOException e) {
            connection.ended(connection.requests().problems().unanswered(e));
        }
    }

    /** @param status null or no Status at all where a server fails at saying why */
    private Refusal error(@Nullable MapNode status) {
        if (status == null) {
            return new Refusal(selection.kind(), 0, "", "", List.of());
        }
        int code = status.get("code") instanceof ScalarNode scalar && scalar.value() instanceof Long number
                ? number.intValue()
                : 0;
        return StatusReader.read(selection.kind(), code, status);
    }

    private void happened(String type, MapNode object) {
        LiveObject live = LiveObjects.of(object);
        boolean goesOn = version != null;
        if (type.equals("DELETED")) {
            beginning.remove(key(live));
            gone(live);
        } else if (!type.equals("BOOKMARK")) {
            beginning.add(key(live));
            seen(live);
        } else if (!goesOn && live.annotation(BEGUN) != null) {
            List<LiveObject> known = new ArrayList<>(told.values());
            known.removeIf(before -> beginning.contains(key(before)));
            known.forEach(this::gone);
            begun(live.resourceVersion());
        }
        if (goesOn) {
            version = live.resourceVersion();
            connection.worked();
        }
    }

    private void seen(LiveObject object) {
        LiveObject before = told.put(key(object), object);
        boolean isAnother = before != null && !before.uid().equals(object.uid());
        if (before != null && isAnother) {
            tell(new FeedEvent.Gone(before));
        }
        if (before == null || isAnother || !before.resourceVersion().equals(object.resourceVersion())) {
            tell(new FeedEvent.Seen(object));
        }
    }

    private void gone(LiveObject object) {
        told.remove(key(object));
        tell(new FeedEvent.Gone(object));
    }

    /** What is told is news, which what a watch begins with need not be. */
    private void tell(FeedEvent event) {
        connection.worked();
        sink.tell(event);
    }

    private static String key(LiveObject object) {
        return object.id().name();
    }

    /** Ends a stream: what its last event said. */
    private static final class ErrorEvent extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        ErrorEvent(Refusal refusal) {
            this.refusal = refusal;
        }
    }
}
