package io.pgchart.hook;

import io.pgchart.manifest.ManifestOrder;
import java.util.Comparator;

/** By weight, then by name, as Helm has it; then as manifests are ordered. */
final class HookOrder implements Comparator<Hook> {

    @Override
    public int compare(Hook a, Hook b) {
        int order = Integer.compare(a.weight(), b.weight());
        order = order != 0
                ? order
                : a.manifest().id().name().compareTo(b.manifest().id().name());
        return order != 0 ? order : ManifestOrder.APPLY.compare(a.manifest(), b.manifest());
    }
}
