package io.pgchart.render;

/**
 * What templates may know of the release.
 *
 * @param name its name
 * @param namespace where it is installed; for the notes alone
 * @param revision its number, from 1; for the notes alone
 * @param isInstall whether this is the first revision; for the notes alone
 */
public record ReleaseFacts(String name, String namespace, int revision, boolean isInstall) {

    /** The first revision of a release, as the render goal shows it. */
    public static ReleaseFacts install(String name, String namespace) {
        return new ReleaseFacts(name, namespace, 1, true);
    }
}
