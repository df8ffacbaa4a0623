package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgchart.cluster.RequestTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Secrets that a test planted, and all that was said and written since, to be searched for them. */
final class Planted {

    /** Files that hold Secrets as they are applied: readable by the owner alone, and no report of anything. */
    private static final String RENDERED = "manifest\\.yaml|manifests/\\d+-secret-.*|hooks/.*";

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final StringBuilder said = new StringBuilder();

    /** Hears of requests, as trace.log does. */
    final RequestTrace trace = (method, path, code, took) -> say(method + " " + path + " " + code);

    /** A secret that is to stand in that place. */
    String at(String place) {
        return known(place, "planted-" + place + "-" + Integer.toString(place.hashCode() & 0xFFFFFF, 36) + "Zq");
    }

    /** A secret that someone else made. */
    String known(String place, String secret) {
        secrets.put(place, secret);
        return secret;
    }

    /** Lets something fail and keeps all that a build with {@code -e} would print of it. */
    String failureOf(Runnable failing) {
        Throwable failure = catchThrowable(failing::run);
        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        say(trace.toString());
        String told = Told.by(() -> {
            throw (RuntimeException) failure;
        });
        say(told);
        return told;
    }

    synchronized void say(String text) {
        said.append(text).append('\n');
    }

    /** Asserts that none is in what was said, on the console, in files, or in the trace. */
    void areNowhereIn(Site site) throws IOException {
        List<String> found = new ArrayList<>(foundIn("what was said", said.toString()));
        found.addAll(foundIn("the console", site.console.text()));
        Path folder = site.request().output().path();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.matches(RENDERED)) {
                    found.addAll(foundIn(name, Files.readString(file)));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** Where which of the secrets stand in a text, plain or in base64. */
    List<String> foundIn(String where, String text) {
        List<String> found = new ArrayList<>();
        secrets.forEach((place, secret) -> {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            // The last letters depend on what follows.
            String beginning = encoded.substring(0, encoded.length() - 4);
            for (String form : List.of(secret, beginning)) {
                int at = text.indexOf(form);
                if (at >= 0) {
                    int from = Math.max(0, text.lastIndexOf('\n', at));
                    int to = text.indexOf('\n', at);
                    found.add(place + " in " + where + ": " + text.substring(from, to < 0 ? text.length() : to));
                }
            }
        });
        return found;
    }
}
