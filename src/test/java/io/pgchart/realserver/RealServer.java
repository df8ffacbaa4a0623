package io.pgchart.realserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API server that {@code PGCHART_TEST_KUBECONFIG} names, reached through {@code kubectl proxy}.
 *
 * <p>Every apply is a dry run.
 */
public final class RealServer implements AutoCloseable {

    public static final String KUBECONFIG = "PGCHART_TEST_KUBECONFIG";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The server's answer to an object.
     *
     * @param message why it was refused; {@code ""} when it was accepted
     */
    public record Verdict(boolean isAccepted, String message) {}

    private final Process proxy;
    private final String address;
    // The proxy takes the offer of HTTP/2 for a protocol of its own.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, JsonNode> resources = new HashMap<>();

    private RealServer(Process proxy, String address) {
        this.proxy = proxy;
        this.address = address;
    }

    /** Connects to it. */
    public static RealServer connect() throws IOException {
        Process proxy = new ProcessBuilder(
                        "kubectl",
                        "--kubeconfig",
                        System.getenv(KUBECONFIG),
                        "proxy",
                        "--port=0",
                        "--reject-methods=^$")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(proxy.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("kubectl proxy did not start");
        }
        return new RealServer(proxy, "http://" + line.substring(line.lastIndexOf(' ') + 1));
    }

    /** What the server answers to a GET. */
    public String get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + path)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /**
     * Lets the server judge an object: a server-side apply with strict validation that is not carried out.
     *
     * @param yaml the object; without a namespace it goes into {@code default}
     */
    public Verdict judge(String apiVersion, String kind, String name, String yaml) {
        JsonNode resource = resource(apiVersion, kind);
        String path = (apiVersion.contains("/") ? "/apis/" : "/api/")
                + apiVersion
                + (resource.get("namespaced").asBoolean() ? "/namespaces/default/" : "/")
                + resource.get("name").asString()
                + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(address + path + "?dryRun=All&fieldManager=helm&fieldValidation=Strict"))
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(yaml)));
        boolean accepted = answer.statusCode() < 300;
        return new Verdict(
                accepted,
                accepted ? "" : JSON.readTree(answer.body()).path("message").asString(answer.body()));
    }

    private JsonNode resource(String apiVersion, String kind) {
        return resources.computeIfAbsent(apiVersion + " " + kind, key -> {
            String list = get((apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion);
            for (JsonNode resource : JSON.readTree(list).get("resources")) {
                if (resource.get("kind").asString().equals(kind)
                        && !resource.get("name").asString().contains("/")) {
                    return resource;
                }
            }
            throw new IllegalStateException("the server has no " + key);
        });
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.destroy();
    }
}
