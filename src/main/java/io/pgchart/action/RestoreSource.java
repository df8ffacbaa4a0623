package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * Whose backups are restored; with all null the release's own ones.
 *
 * @param release another release, with a chart of the same names
 * @param namespace that release's namespace
 * @param path the source's path in the repository, where it is not the one that follows from release and namespace
 */
public record RestoreSource(
        @Nullable String release,
        @Nullable String namespace,
        @Nullable String path) {

    /** Its path in the repository, for a release whose own path that one is. */
    String pathBeside(String own, String ownRelease, String ownNamespace) {
        if (path != null) {
            return path;
        }
        if (release == null && namespace == null) {
            return own;
        }
        String pod = own.substring(own.lastIndexOf('/') + 1);
        return "/" + (namespace == null ? ownNamespace : namespace) + "/" + (release == null ? ownRelease : release)
                + "/" + pod;
    }
}
