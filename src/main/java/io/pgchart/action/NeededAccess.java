package io.pgchart.action;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Target;
import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.hook.HookEvent;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Proof;
import io.pgchart.rollout.HookRunner;
import io.pgchart.rollout.Inheritance;
import io.pgchart.rollout.Pruner;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a goal has to be allowed beyond what a dry run proves, for that asks only for applies and creates.
 *
 * <p>Keeping the record, watching what becomes ready or goes away, telling why it does not, running hooks, and pruning.
 */
final class NeededAccess {

    private static final String CLAIM = "PersistentVolumeClaim";

    private final Set<Access> needed = new LinkedHashSet<>();

    private NeededAccess() {}

    /**
     * The accesses of a deploy.
     *
     * @param retired what is to be pruned
     */
    static List<Access> of(ReleaseObjects desired, List<Manifest> retired) {
        NeededAccess access = new NeededAccess();
        access.add("create", "v1", "Secret");
        access.keepRecord();
        access.watched("v1", "Pod");
        access.watched("v1", "Event");
        for (Manifest manifest : desired.manifests()) {
            ObjectId id = manifest.id();
            if (id.apiVersion().equals("apps/v1")) {
                access.watched(id.apiVersion(), id.kind());
            }
        }
        desired.hooks().forEach(access::run);
        retired.forEach(access::remove);
        return new ArrayList<>(access.needed);
    }

    /**
     * The accesses of a deploy that changes the sizes of volumes.
     *
     * @param replaced the workloads that are made anew for it
     * @param grows whether there are claims that grow
     */
    static List<Access> ofResizing(List<Proof> replaced, boolean grows) {
        NeededAccess access = new NeededAccess();
        for (Proof proof : replaced) {
            ObjectId id = proof.answer().id();
            access.add("list", "v1", CLAIM);
            access.add("delete", id.apiVersion(), id.kind());
            access.add("create", id.apiVersion(), id.kind());
            if (Inheritance.isIn(proof.answer())) {
                access.add("update", id.apiVersion(), id.kind());
            }
        }
        if (grows) {
            access.watched("v1", CLAIM);
            access.add("patch", "v1", CLAIM);
        }
        return new ArrayList<>(access.needed);
    }

    /**
     * The accesses of a removal.
     *
     * @param hooks of the release: those of a removal are run, what others have left is removed
     */
    static List<Access> ofRemoval(List<Manifest> removed, List<Hook> hooks, boolean deletesData) {
        NeededAccess access = new NeededAccess();
        access.keepRecord();
        for (Hook hook : hooks) {
            boolean isRun = hook.events().contains(HookEvent.PRE_DELETE)
                    || hook.events().contains(HookEvent.POST_DELETE);
            if (isRun) {
                ObjectId id = hook.manifest().id();
                access.add("create", id.apiVersion(), id.kind());
                access.run(hook);
            } else if (HookRunner.isRun(hook)) {
                access.add(
                        "get",
                        hook.manifest().id().apiVersion(),
                        hook.manifest().id().kind());
                access.remove(hook.manifest());
            }
        }
        removed.forEach(access::remove);
        if (removed.stream().anyMatch(NeededAccess::hasVolumes)) {
            access.add("list", "v1", CLAIM);
            if (deletesData) {
                access.add("delete", "v1", CLAIM);
            }
        }
        return new ArrayList<>(access.needed);
    }

    /** What is missing of it, at least one. */
    static Problem problem(Target target, List<Access> denied) {
        List<String> words = new ArrayList<>();
        for (Access access : denied) {
            String what = access.kind() + (access.subresource() == null ? "" : "/" + access.subresource());
            words.add(access.verb() + " " + what);
        }
        return new Problem(
                "namespace " + target.namespace(),
                (target.user() == null ? "the build" : "user " + target.user()) + " may not "
                        + String.join(", ", words),
                null,
                "Have a Role bound to the user that allows it, or use a context whose user may do it.");
    }

    /** The accesses that a command in a pod needs: servers before 1.35 ask for the first one of a WebSocket. */
    static List<Access> ofExec() {
        return List.of(new Access("get", "v1", "Pod", "exec", null), new Access("create", "v1", "Pod", "exec", null));
    }

    private static boolean hasVolumes(Manifest manifest) {
        MapNode spec = manifest.tree().map("spec");
        return spec != null && spec.get("volumeClaimTemplates") != null;
    }

    private void keepRecord() {
        for (String verb : List.of("list", "get", "update", "delete")) {
            add(verb, "v1", "Secret");
        }
    }

    /** A hook's own creation is proven by a dry run, where there is one. */
    private void run(Hook hook) {
        ObjectId id = hook.manifest().id();
        add("get", id.apiVersion(), id.kind());
        watched(id.apiVersion(), id.kind());
        add("delete", id.apiVersion(), id.kind());
        watched("v1", "Pod");
        needed.add(new Access("get", "v1", "Pod", "log", null));
    }

    private void remove(Manifest manifest) {
        ObjectId id = manifest.id();
        add("delete", id.apiVersion(), id.kind());
        if (Pruner.awaits(id.kind())) {
            watched(id.apiVersion(), id.kind());
        }
    }

    private void watched(String apiVersion, String kind) {
        add("list", apiVersion, kind);
        add("watch", apiVersion, kind);
    }

    private void add(String verb, String apiVersion, String kind) {
        needed.add(new Access(verb, apiVersion, kind, null, null));
    }
}
