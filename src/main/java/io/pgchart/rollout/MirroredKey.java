package io.pgchart.rollout;

import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key of a Secret that is a copy of a certificate in another Secret.
 *
 * @param key of the copy
 * @param from the Secret that has it
 * @param fromKey its key there
 */
record MirroredKey(String secret, String key, ObjectId from, String fromKey) {

    private static final String KEY = "pgchart.io/mirrored-key";
    private static final String FROM = "pgchart.io/mirrored-from";

    /** What the annotations say, or null when they say nothing. */
    static @Nullable MirroredKey of(Manifest manifest) {
        return of(manifest.id(), manifest.annotation(KEY), manifest.annotation(FROM));
    }

    /** What the annotations say, or null when they say nothing. */
    static @Nullable MirroredKey of(LiveObject live) {
        return of(live.id(), live.annotation(KEY), live.annotation(FROM));
    }

    private static @Nullable MirroredKey of(ObjectId id, @Nullable String key, @Nullable String from) {
        String[] parts = from == null ? new String[0] : from.split("/", -1);
        if (key == null || parts.length != 3) {
            return null;
        }
        return new MirroredKey(id.shortName(), key, new ObjectId("v1", "Secret", parts[0], parts[1]), parts[2]);
    }

    /** What is wrong with the Secret to copy from, or null. */
    @Nullable
    Problem problem(@Nullable LiveObject source) {
        if (source == null) {
            return missing();
        }
        String value = source.text("data", fromKey);
        if (value.isEmpty()) {
            return problem("has no key " + fromKey + ", which " + secret + " is to be copied from");
        }
        String text = new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
        if (text.contains("PRIVATE KEY")) {
            return problem("holds a private key under " + fromKey + ", expected certificates alone");
        }
        return text.contains("-----BEGIN CERTIFICATE-----")
                ? null
                : problem("holds no PEM certificate under " + fromKey);
    }

    Problem missing() {
        return problem("is not there, and " + secret + " is to be copied from it");
    }

    private Problem problem(String fault) {
        return new Problem(
                from.toString(),
                fault,
                null,
                "Set pgbackrest.tls.ca.mirror to the Secret that has the CA, or give pgbackrest.tls.ca.pem.");
    }
}
