package io.pgchart.it;

import io.pgchart.standin.Kinds;
import io.pgchart.standin.Kinds.Kind;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What is asked of the stand-in over HTTP; the history of a release is read out of its records, as helm reads it. */
final class StandInView implements TestCluster.View {

    private final Kinds kinds = new Kinds();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String namespace;

    StandInView(File kubeconfig, String namespace) throws IOException {
        Map<?, ?> config = (Map<?, ?>) TestCluster.parsed(Files.readString(kubeconfig.toPath()));
        this.server = text(((List<?>) at(config, "clusters")).get(0), "cluster", "server");
        this.namespace = namespace;
    }

    @Override
    public String get(String kind, String name) {
        HttpResponse<String> answer = send("GET", path(kind, name), "");
        return answer.statusCode() == 404 ? "" : succeeded(answer);
    }

    @Override
    public List<String> names(String words) {
        List<String> names = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Kind kind = kinds.ofWord(word);
            for (Object item : items(kind.path(namespace))) {
                names.add(kind.resource() + "/" + text(item, "metadata", "name"));
            }
        }
        return names.stream().sorted().toList();
    }

    @Override
    public List<?> history(String release) {
        return items(kinds.ofWord("secret").path(namespace) + "?labelSelector=owner%3Dhelm%2Cname%3D" + release)
                .stream()
                .map(secret -> record(text(secret, "data", "release")))
                .map(record -> Map.of(
                        "revision", at(record, "version"),
                        "status", at(record, "info", "status"),
                        "description", at(record, "info", "description")))
                .sorted(Comparator.comparing(revision -> (Integer) revision.get("revision")))
                .toList();
    }

    /** Helm's own form, under that of a Secret. */
    private static Map<?, ?> record(String data) {
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return (Map<?, ?>) TestCluster.parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void createNamespace() {
        String yaml = "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}";
        succeeded(send("PATCH", path("namespace", namespace) + "?fieldManager=kubectl", yaml));
    }

    private String path(String kind, String name) {
        return kinds.ofWord(kind).path(namespace) + "/" + name;
    }

    private List<?> items(String path) {
        return (List<?>) at(TestCluster.parsed(succeeded(send("GET", path, ""))), "items");
    }

    private static String succeeded(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/apply-patch+yaml")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Object from, String... keys) {
        return at(from, keys).toString();
    }

    private static Object at(Object from, String... keys) {
        Object value = from;
        for (String key : keys) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
        }
        return value;
    }
}
