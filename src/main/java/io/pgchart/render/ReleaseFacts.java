package io.pgchart.render;

import org.jspecify.annotations.Nullable;

/**
 * What templates may know of the release.
 *
 * @param name its name
 * @param namespace where it is installed, or null where that is not known; for the notes alone
 * @param revision its number, from 1; for the notes alone
 * @param isInstall whether this is the first revision; for the notes alone
 */
public record ReleaseFacts(String name, @Nullable String namespace, int revision, boolean isInstall) {

    /** The first revision of a release, as the render goal shows it. */
    public static ReleaseFacts install(String name, @Nullable String namespace) {
        return new ReleaseFacts(name, namespace, 1, true);
    }
}
