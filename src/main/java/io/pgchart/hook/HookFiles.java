package io.pgchart.hook;

import io.pgchart.manifest.ManifestWriter;
import io.pgchart.manifest.ObjectId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files that the hooks of a release are written to. */
public final class HookFiles {

    private HookFiles() {}

    /**
     * Names like {@code post-install-postgresql-pgbackrest-init.yaml}, one for each event of a hook: the folder shows what
     * runs when. Where hooks of different kinds would share one, their kinds stand in it too, and a number where even
     * that is taken, as by the same object in two namespaces. In the order of the hooks.
     */
    public static Map<String, Hook> of(List<Hook> hooks) {
        Map<String, Integer> uses = new HashMap<>();
        for (Hook hook : hooks) {
            for (HookEvent event : hook.events()) {
                uses.merge(name(event, "", hook), 1, Integer::sum);
            }
        }
        Map<String, Hook> files = new LinkedHashMap<>();
        for (Hook hook : hooks) {
            String kind = hook.manifest().id().kind().toLowerCase(Locale.ROOT) + "-";
            for (HookEvent event : hook.events()) {
                String plain = name(event, "", hook);
                String name = uses.getOrDefault(plain, 0) > 1 ? name(event, kind, hook) : plain;
                for (int number = 2; files.containsKey(name); number++) {
                    name = name(event, kind + number + "-", hook);
                }
                files.put(name, hook);
            }
        }
        return files;
    }

    private static String name(HookEvent event, String kind, Hook hook) {
        ObjectId id = hook.manifest().id();
        return event + "-" + kind + ManifestWriter.fileName(id.name()) + ".yaml";
    }
}
