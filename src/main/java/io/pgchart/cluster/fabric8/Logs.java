package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a container has written so far. */
record Logs(Requests requests, Paths paths) {

    /** Enough for any diagnosis, and nothing that fills a build's memory. */
    private static final int MOST_BYTES = 1024 * 1024;

    /** The kubelet's own words in place of a log that the runtime does not have. Source: GetContainerLogs of the kubelet. */
    private static final String NO_LOG = "unable to retrieve container logs for ";

    List<String> last(ContainerRef container, int lines) {
        String path = paths.log(container) + "tailLines=" + lines + "&limitBytes=" + MOST_BYTES;
        try {
            List<String> last = split(requests.bytes(Call.get(path, subject(container))));
            return !last.isEmpty() && last.get(0).startsWith(NO_LOG) ? List.of() : last;
        } catch (RefusedException e) {
            // 400: it has not started, or there was no run before; 404: the pod is gone.
            if (e.refusal().code() == 400 || e.refusal().code() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    static String subject(ContainerRef container) {
        return "Pod/" + container.pod() + " container " + container.container();
    }

    private static List<String> split(byte[] text) {
        List<String> all = new ArrayList<>();
        Lines lines = new Lines(new ByteArrayInputStream(text));
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
