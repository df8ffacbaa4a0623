package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits until deleted objects are gone: those with these uids, whatever has their names by then.
 *
 * <p>One watch a kind. What lives in another namespace than the cluster's can't be watched, and is not waited for.
 */
final class Departure {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Rollout rollout;
    private final Map<String, LiveObject> leaving = new LinkedHashMap<>();
    private final Map<Selection, Set<String>> seen = new LinkedHashMap<>();

    private Departure(Rollout rollout) {
        this.rollout = rollout;
    }

    /**
     * Returns when all are gone.
     *
     * @throws RolloutException with all that are still there when the time is over
     */
    static void await(Rollout rollout, List<LiveObject> deleted) {
        Departure departure = new Departure(rollout);
        String home = rollout.cluster().target().namespace();
        for (LiveObject object : deleted) {
            String namespace = object.id().namespace();
            if (namespace == null || Objects.equals(namespace, home)) {
                departure.leaving.put(object.uid(), object);
            }
        }
        if (!departure.leaving.isEmpty()) {
            departure.await();
        }
    }

    private void await() {
        Instant start = rollout.clock().instant();
        try (Feed feed = rollout.cluster().feed()) {
            selections().forEach(selection -> {
                seen.put(selection, new HashSet<>());
                feed.watch(selection);
            });
            while (!leaving.isEmpty()) {
                FeedEvent event = feed.next(TICK);
                if (event != null) {
                    take(event);
                }
                Duration elapsed = Duration.between(start, rollout.clock().instant());
                if (!leaving.isEmpty() && elapsed.compareTo(rollout.timeout()) >= 0) {
                    throw new RolloutException(
                            leaving.values().stream().map(this::stillThere).toList());
                }
                if (event == null) {
                    LiveObject first = leaving.values().iterator().next();
                    rollout.reporter().stillWaiting(first.id().shortName(), "being deleted", elapsed);
                }
            }
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, null));
        }
    }

    /** One object by its name; several of a kind by the labels that all of them have. */
    private List<Selection> selections() {
        Map<String, List<LiveObject>> kinds = new LinkedHashMap<>();
        for (LiveObject object : leaving.values()) {
            String kind = object.id().apiVersion() + "|" + object.id().kind();
            kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(object);
        }
        List<Selection> selections = new ArrayList<>();
        for (List<LiveObject> objects : kinds.values()) {
            ObjectId first = objects.get(0).id();
            String labels =
                    CommonLabels.of(objects.stream().map(Departure::labels).toList());
            if (objects.size() > 1 && !labels.isEmpty()) {
                selections.add(Selection.labelled(first.apiVersion(), first.kind(), labels));
            } else {
                objects.forEach(object -> selections.add(Selection.named(
                        first.apiVersion(), first.kind(), object.id().name())));
            }
        }
        return selections;
    }

    private static @Nullable MapNode labels(LiveObject object) {
        return object.at("metadata", "labels") instanceof MapNode labels ? labels : null;
    }

    private void take(FeedEvent event) {
        if (event instanceof FeedEvent.Seen present) {
            seen.values().forEach(uids -> uids.add(present.object().uid()));
            leaving.computeIfPresent(present.object().uid(), (uid, before) -> present.object());
        } else if (event instanceof FeedEvent.Gone gone) {
            leaving.remove(gone.object().uid());
        } else if (event instanceof FeedEvent.CaughtUp caughtUp) {
            Set<String> present = seen.getOrDefault(caughtUp.selection(), Set.of());
            String kind = caughtUp.selection().kind();
            String name = caughtUp.selection().fields();
            leaving.values()
                    .removeIf(object -> object.id().kind().equals(kind)
                            && !present.contains(object.uid())
                            && (name == null || name.endsWith("=" + object.id().name())));
        }
    }

    private Problem stillThere(LiveObject object) {
        List<String> finalizers = new ArrayList<>();
        if (object.at("metadata", "finalizers") instanceof ListNode list) {
            for (Node finalizer : list.items()) {
                finalizers.add(finalizer instanceof ScalarNode scalar ? scalar.text() : "");
            }
        }
        String held = finalizers.isEmpty() ? "" : ", held by " + String.join(", ", finalizers);
        String name =
                object.id().kind().toLowerCase(Locale.ROOT) + "/" + object.id().name();
        return new Problem(
                object.id().shortName(),
                "was deleted and is still there after " + Examination.seconds(rollout.timeout()) + held,
                null,
                "See kubectl describe " + name + "; then run the goal again, with a longer timeout if it needs one.");
    }
}
