package io.pgchart.cluster;

import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What someone asked of a fake server.
 *
 * @param verb {@code GET}, {@code LIST}, {@code WATCH}, {@code PATCH}, {@code POST}, {@code PUT}, {@code DELETE},
 *     {@code LOG}, {@code EXEC} or {@code REVIEW}
 * @param subject {@code ConfigMap/x}, or the kind alone
 * @param id null where it is not about one object
 * @param body what was sent, if anything
 */
public record FakeRequest(
        String verb,
        String subject,
        boolean isDryRun,
        @Nullable ObjectId id,
        @Nullable MapNode body) {

    private static final Set<String> WRITES = Set.of("PATCH", "POST", "PUT", "DELETE");

    /** Whether it changes something. */
    public boolean isWrite() {
        return !isDryRun && WRITES.contains(verb);
    }

    /** The id of the one object that it is about. */
    public ObjectId object() {
        return Objects.requireNonNull(id, subject);
    }

    /** Whether it writes an object of that kind. */
    public boolean writes(String kind) {
        return isWrite() && id != null && id.kind().equals(kind);
    }

    /** {@code PATCH ConfigMap/x}, with {@code  (dry run)} behind it where it is one. */
    @Override
    public String toString() {
        return verb + " " + subject + (isDryRun ? " (dry run)" : "");
    }
}
