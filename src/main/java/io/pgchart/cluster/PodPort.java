package io.pgchart.cluster;

/** A port that something listens on in a pod. */
public record PodPort(String pod, int port) {

    /** {@code Pod/postgresql-0:5432}. */
    @Override
    public String toString() {
        return "Pod/" + pod + ":" + port;
    }
}
