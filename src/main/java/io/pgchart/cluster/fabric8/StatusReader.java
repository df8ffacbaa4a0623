package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Status that a server gives with a no. Source: apimachinery, meta/v1 Status. */
final class StatusReader {

    private StatusReader() {}

    /** What a body says; something that is no Status, as proxies send it, has a code alone. */
    static Refusal read(String subject, int code, byte[] body) {
        MapNode status = JsonTree.map(body);
        return status == null || !"Status".equals(status.text("kind"))
                ? new Refusal(subject, code, "", "", List.of())
                : read(subject, code, status);
    }

    static Refusal read(String subject, int code, MapNode status) {
        List<Cause> causes = new ArrayList<>();
        MapNode details = status.map("details");
        if (details != null && details.get("causes") instanceof ListNode list) {
            for (Node node : list.items()) {
                if (node instanceof MapNode cause) {
                    causes.add(new Cause(text(cause, "reason"), text(cause, "message"), text(cause, "field")));
                }
            }
        }
        return new Refusal(subject, code, text(status, "reason"), text(status, "message"), causes);
    }

    private static String text(MapNode map, String member) {
        @Nullable String text = map.text(member);
        return text == null ? "" : text;
    }
}
