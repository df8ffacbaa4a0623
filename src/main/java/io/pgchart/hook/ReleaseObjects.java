package io.pgchart.hook;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestOrder;
import io.pgchart.manifest.Manifests;
import io.pgchart.manifest.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chart rendered, told apart.
 *
 * @param manifests what is kept in the cluster, in the order it is applied
 * @param hooks what is run, in the order it runs
 */
public record ReleaseObjects(List<Manifest> manifests, List<Hook> hooks) {

    public ReleaseObjects {
        manifests = List.copyOf(manifests);
        hooks = List.copyOf(hooks);
    }

    /** Tells manifests and hooks apart, reads the hooks, and refuses what is there twice. */
    public static ReleaseObjects of(List<Manifest> rendered, Problems problems) {
        List<Manifest> manifests = new ArrayList<>(rendered.size());
        List<Hook> hooks = new ArrayList<>();
        for (Manifest manifest : rendered) {
            if (Hook.isHook(manifest)) {
                hooks.add(Hook.of(manifest, problems));
            } else {
                manifests.add(manifest);
            }
            new HookReader(manifest, problems).checkAnnotations();
        }
        hooks.sort(Hook.RUN);
        Manifests.refuseTwins(manifests, problems);
        refuseTwins(manifests, hooks, problems);
        return new ReleaseObjects(ManifestOrder.sorted(manifests), hooks);
    }

    /** A hook may not be an object of the release too, for it is deleted and made anew; nor run twice on one event. */
    private static void refuseTwins(List<Manifest> manifests, List<Hook> hooks, Problems problems) {
        Map<String, Manifest> kept = new HashMap<>();
        for (Manifest manifest : manifests) {
            kept.putIfAbsent(manifest.id().key(), manifest);
        }
        Map<String, Hook> first = new HashMap<>();
        for (Hook hook : hooks) {
            ObjectId id = hook.manifest().id();
            String at = hook.manifest().tree().origin().toString();
            Manifest twin = kept.get(id.key());
            if (twin != null) {
                String fault = "is a hook, and an object of the release at "
                        + twin.tree().origin();
                problems.add(new Problem(id.toString(), fault, at, "Give one of the two another name."));
            }
            for (HookEvent event : hook.events()) {
                Hook other = first.putIfAbsent(event + " " + id.key(), hook);
                if (other != null) {
                    String fault = "is a hook on " + event + " twice, first at "
                            + other.manifest().tree().origin();
                    String nextStep = "Keep one of the two, or give one another name.";
                    problems.add(new Problem(id.toString(), fault, at, nextStep));
                }
            }
        }
    }
}
