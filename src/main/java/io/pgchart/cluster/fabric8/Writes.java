package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.fabric8.Requests.UnclearException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes objects, or proves that it would.
 *
 * <p>Where an answer was lost and asking twice would tell something else, it looks whether the write was done.
 */
final class Writes {

    private static final String JSON = "application/json";
    // JSON is YAML, and the server takes no other name for it before 1.32. Source: Kubernetes, "Server-Side Apply".
    private static final String APPLY = "application/apply-patch+yaml";
    private static final String STRICT = "fieldManager=helm&fieldValidation=Strict";
    private static final int ATTEMPTS = 3;

    private final Requests reading;
    private final Requests writing;
    private final Paths paths;

    /**
     * Writes to one server.
     *
     * @param reading what changes nothing
     * @param writing what does
     */
    Writes(Requests reading, Requests writing, Paths paths) {
        this.reading = reading;
        this.writing = writing;
        this.paths = paths;
    }

    LiveObject apply(MapNode object, ApplyOptions options) {
        ObjectId id = LiveObjects.id(object);
        String path = paths.object(id)
                + "?fieldManager=" + Resource.encoded(options.fieldManager())
                + "&fieldValidation=Strict"
                + (options.force() ? "&force=true" : "")
                + dryRun(options.dryRun());
        Call call = new Call("PATCH", path, APPLY, JsonText.of(object), paths.subject(id), true);
        return LiveObjects.of(requests(options.dryRun()).map(call));
    }

    LiveObject create(MapNode object, boolean dryRun) {
        ObjectId id = LiveObjects.id(object);
        String path = paths.collection(id) + "?" + STRICT + dryRun(dryRun);
        Call call = new Call("POST", path, JSON, JsonText.of(object), paths.subject(id), dryRun);
        for (int attempt = 1; ; attempt++) {
            try {
                return LiveObjects.of(requests(dryRun).mapOnce(call));
            } catch (UnclearException e) {
                LiveObject there = find(id);
                if (there != null && Containment.holds(there.tree(), object)) {
                    return there;
                }
                if (there != null) {
                    throw refused(id, "AlreadyExists", "already exists");
                }
                if (attempt == ATTEMPTS) {
                    throw e.told();
                }
            } catch (RefusedException e) {
                return doneBefore(e, attempt, id, object);
            }
        }
    }

    LiveObject replace(MapNode object) {
        ObjectId id = LiveObjects.id(object);
        String version = new LiveObject(id, object).resourceVersion();
        if (version.isEmpty()) {
            throw new IllegalArgumentException(id + " has no resourceVersion");
        }
        String path = paths.object(id) + "?" + STRICT;
        Call call = new Call("PUT", path, JSON, JsonText.of(object), paths.subject(id), false);
        for (int attempt = 1; ; attempt++) {
            try {
                return LiveObjects.of(writing.mapOnce(call));
            } catch (UnclearException e) {
                LiveObject there = find(id);
                if (there != null && !there.resourceVersion().equals(version)) {
                    if (Containment.holds(there.tree(), object)) {
                        return there;
                    }
                    throw refused(id, "Conflict", "the object has been modified");
                }
                if (attempt == ATTEMPTS) {
                    throw e.told();
                }
            } catch (RefusedException e) {
                return doneBefore(e, attempt, id, object);
            }
        }
    }

    /** A slow server may do what an earlier attempt asked for after it was looked for, and then refuses the next one. */
    private LiveObject doneBefore(RefusedException refused, int attempt, ObjectId id, MapNode object) {
        LiveObject there = attempt > 1 && refused.refusal().code() == 409 ? find(id) : null;
        if (there == null || !Containment.holds(there.tree(), object)) {
            throw refused;
        }
        return there;
    }

    boolean delete(ObjectId id, @Nullable String uid, Propagation propagation) {
        String policy =
                switch (propagation) {
                    case FOREGROUND -> "Foreground";
                    case BACKGROUND -> "Background";
                    case ORPHAN -> "Orphan";
                };
        String body = "{\"apiVersion\": \"v1\", \"kind\": \"DeleteOptions\", \"propagationPolicy\": \"" + policy + "\""
                + (uid == null ? "" : ", \"preconditions\": {\"uid\": \"" + JsonText.escaped(uid) + "\"}")
                + "}";
        try {
            writing.map(new Call("DELETE", paths.object(id), JSON, body, paths.subject(id), true));
            return true;
        } catch (RefusedException e) {
            if (e.refusal().code() == 404 || (e.refusal().code() == 409 && uid != null && isGone(id, uid))) {
                return false;
            }
            throw e;
        }
    }

    private boolean isGone(ObjectId id, String uid) {
        LiveObject there = find(id);
        return there == null || !there.uid().equals(uid);
    }

    /** The object, or null when there is none. */
    @Nullable
    LiveObject find(ObjectId id) {
        try {
            return LiveObjects.of(reading.map(Call.get(paths.object(id), paths.subject(id))));
        } catch (RefusedException e) {
            if (e.refusal().code() == 404) {
                return null;
            }
            throw e;
        }
    }

    private RefusedException refused(ObjectId id, String reason, String message) {
        return new RefusedException(new Refusal(paths.subject(id), 409, reason, message, List.of()));
    }

    private Requests requests(boolean dryRun) {
        return dryRun ? reading : writing;
    }

    private static String dryRun(boolean dryRun) {
        return dryRun ? "&dryRun=All" : "";
    }
}
