package io.pgchart.cluster.fabric8;

import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path with its query
 * @param contentType of the body, null when there is none
 * @param subject what it is about, as a {@code Refusal} names it
 * @param isRepeatable whether asking twice is as good as once
 */
record Call(
        String method,
        String path,
        @Nullable String contentType,
        @Nullable String body,
        String subject,
        boolean isRepeatable) {

    static Call get(String path, String subject) {
        return new Call("GET", path, null, null, subject, true);
    }

    /** Without the body, which may hold a Secret. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
