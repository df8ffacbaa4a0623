package io.pgchart.action;

import io.pgchart.cluster.Access;
import io.pgchart.hook.Hook;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a deploy has to be allowed beyond what a dry run proves, for that asks only for applies and creates.
 *
 * <p>Keeping the record, watching what becomes ready, telling why it does not, running hooks, and pruning.
 */
final class NeededAccess {

    private final Set<Access> needed = new LinkedHashSet<>();

    private NeededAccess() {}

    /**
     * The accesses.
     *
     * @param retired what is to be pruned
     */
    static List<Access> of(ReleaseObjects desired, List<Manifest> retired) {
        NeededAccess access = new NeededAccess();
        for (String verb : List.of("create", "list", "update", "delete")) {
            access.add(verb, "v1", "Secret");
        }
        access.watched("v1", "Pod");
        access.watched("v1", "Event");
        for (Manifest manifest : desired.manifests()) {
            ObjectId id = manifest.id();
            if (id.apiVersion().equals("apps/v1")) {
                access.watched(id.apiVersion(), id.kind());
            }
        }
        for (Hook hook : desired.hooks()) {
            ObjectId id = hook.manifest().id();
            access.watched(id.apiVersion(), id.kind());
            access.add("delete", id.apiVersion(), id.kind());
            access.needed.add(new Access("get", "v1", "Pod", "log", null));
        }
        for (Manifest manifest : retired) {
            access.add("delete", manifest.id().apiVersion(), manifest.id().kind());
        }
        return new ArrayList<>(access.needed);
    }

    private void watched(String apiVersion, String kind) {
        add("list", apiVersion, kind);
        add("watch", apiVersion, kind);
    }

    private void add(String verb, String apiVersion, String kind) {
        needed.add(new Access(verb, apiVersion, kind, null, null));
    }
}
