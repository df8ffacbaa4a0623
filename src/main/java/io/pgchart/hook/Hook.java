package io.pgchart.hook;

import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * An object that is run on events of the release.
 *
 * @param events when it runs; empty only if its annotation was refused
 * @param weight lower ones run first
 * @param deletePolicies when it is deleted; never empty
 */
public record Hook(Manifest manifest, Set<HookEvent> events, int weight, Set<HookDeletePolicy> deletePolicies) {

    /** The order in which the hooks of one event run: by weight, then by name, as Helm has it. */
    public static final Comparator<Hook> RUN = new HookOrder();

    private static final String ANNOTATION = "helm.sh/hook";

    public Hook {
        events = Collections.unmodifiableSet(
                events.isEmpty() ? EnumSet.noneOf(HookEvent.class) : EnumSet.copyOf(events));
        deletePolicies = Collections.unmodifiableSet(EnumSet.copyOf(deletePolicies));
    }

    /** Whether the object is a hook, well-formed or not. */
    public static boolean isHook(Manifest manifest) {
        return manifest.annotation(ANNOTATION) != null;
    }

    /** Reads the annotations of a hook; what is wrong with them is added to the problems. */
    public static Hook of(Manifest manifest, Problems problems) {
        return new HookReader(manifest, problems).read();
    }
}
