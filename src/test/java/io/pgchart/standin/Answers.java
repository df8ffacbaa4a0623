package io.pgchart.standin;

import com.sun.net.httpserver.HttpExchange;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server answers, as JSON. */
final class Answers {

    private static final Origin ORIGIN = Origin.of("stand-in");

    private Answers() {}

    /** Source: apimachinery, meta/v1 Status. */
    static String status(Refusal refusal) {
        List<Node> causes = refusal.causes().stream()
                .<Node>map(cause ->
                        map(Map.of("reason", cause.reason(), "message", cause.message(), "field", cause.field())))
                .toList();
        return JsonText.of(map(Map.of("kind", "Status", "apiVersion", "v1", "status", "Failure"))
                .with("message", text(refusal.message()))
                .with("reason", text(refusal.reason()))
                .with("details", new MapNode(Map.of("causes", new ListNode(causes, ORIGIN)), ORIGIN))
                .with("code", new ScalarNode((long) refusal.code(), ORIGIN)));
    }

    /** A list, whose items don't say what they are: it says so for all. */
    static String list(String apiVersion, String kind, String version, List<LiveObject> objects) {
        String items = objects.stream().map(Answers::untyped).collect(Collectors.joining(","));
        return "{\"kind\": \"" + kind + "List\", \"apiVersion\": \"" + apiVersion
                + "\", \"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"items\": [" + items + "]}";
    }

    private static String untyped(LiveObject object) {
        Map<String, Node> members = new LinkedHashMap<>(object.tree().members());
        members.keySet().removeAll(List.of("apiVersion", "kind"));
        return JsonText.of(new MapNode(members, ORIGIN));
    }

    /** A review as it was sent, with its status. */
    static String review(MapNode sent, String status) {
        return JsonText.of(sent.with("status", FakeServer.yaml(status)));
    }

    static void send(HttpExchange exchange, int code, String json) throws IOException {
        send(exchange, code, "application/json", json);
    }

    static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static MapNode map(Map<String, String> texts) {
        Map<String, Node> members = new LinkedHashMap<>();
        texts.forEach((key, value) -> members.put(key, text(value)));
        return new MapNode(members, ORIGIN);
    }

    private static ScalarNode text(String value) {
        return new ScalarNode(value, ORIGIN);
    }
}
