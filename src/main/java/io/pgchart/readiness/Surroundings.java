package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import java.util.List;

/**
 * What is around an object that is judged; others' objects in it are left out by the rules.
 *
 * @param pods that its selector shows
 * @param claims PersistentVolumeClaims of its pods, as far as known
 * @param warnings Events of type Warning, as far as known
 */
public record Surroundings(List<LiveObject> pods, List<LiveObject> claims, List<LiveObject> warnings) {

    /** Nothing is known. */
    public static final Surroundings NONE = new Surroundings(List.of(), List.of(), List.of());

    public Surroundings {
        pods = List.copyOf(pods);
        claims = List.copyOf(claims);
        warnings = List.copyOf(warnings);
    }
}
