package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.PodPort;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import java.net.http.WebSocket;
import java.util.List;

/**
 * Opens streams to a port of a pod, one for each client, and says why one could not be had.
 *
 * <p>By the older of Kubernetes' protocols, which every version has: the newer one would be SPDY within a WebSocket, for
 * the sake of several streams in one connection.
 */
record PodStreams(Requests requests, String path, PodPort target) {

    private static final String PROTOCOL = "v4.channel.k8s.io";

    private static final int LONGEST_QUOTE = 300;

    /** Opens one, once. */
    WebSocket open(WebSocket.Listener listener) throws NoAnswerException {
        return requests.socketOnce(call(), terms(listener));
    }

    /**
     * Opens one to see whether it can be done, again where a refusal may pass.
     *
     * @throws RefusedException when the server answers no
     * @throws io.pgchart.error.ClusterException when it does not answer
     */
    void prove() {
        requests.socket(call(), terms(new WebSocket.Listener() {})).abort();
    }

    private Call call() {
        return Call.get(path, "Pod/" + target.pod());
    }

    private static Sockets.Terms terms(WebSocket.Listener listener) {
        return new Sockets.Terms(List.of(PROTOCOL), listener);
    }

    /** Why there was no stream for a client. */
    String inWords(Exception failure) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal().code() == 404
                    ? "the pod is not there"
                    : "the server refused it, " + refused.refusal().code() + " "
                            + refused.refusal().reason();
        }
        if (failure instanceof PgChartException problem) {
            return String.valueOf(problem.getMessage());
        }
        return String.valueOf(requests.problems().unanswered(failure).getMessage());
    }

    /** Why the node ended a stream, {@code ""} where its client has seen that already: the pod hung up. */
    static String inWords(String fault) {
        if (fault.isEmpty() || fault.contains("connection reset by peer") || fault.contains("broken pipe")) {
            return "";
        }
        if (fault.contains("connection refused")) {
            return "nothing listens there";
        }
        String line = fault.strip().replaceAll("\\s+", " ");
        return "the node says: " + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…");
    }
}
