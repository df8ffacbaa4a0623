package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.fabric8.Credentials.Given;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program that a kubeconfig names for a user's credentials.
 *
 * <p>Source: Kubernetes' documentation, "client-go credential plugins". It has no standard input: a build can't answer.
 */
final class ExecPlugins {

    private final ResolvedContext context;
    private final Map<String, String> variables;
    private final Duration patience;

    /**
     * Plugins of a context.
     *
     * @param variables of this process
     * @param patience how long a plugin may take
     */
    ExecPlugins(ResolvedContext context, Map<String, String> variables, Duration patience) {
        this.context = context;
        this.variables = variables;
        this.patience = patience;
    }

    /** What the program answers. */
    Given ask(Login.ExecPlugin plugin) {
        Process process = start(plugin);
        try {
            process.getOutputStream().close();
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> bytes(process.getErrorStream()));
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> bytes(process.getInputStream()));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw problem(plugin, "did not finish within " + patience.toSeconds() + " s", "");
            }
            if (process.exitValue() != 0) {
                throw problem(
                        plugin,
                        "ended with exit code " + process.exitValue(),
                        lastLine(errors.completeOnTimeout(new byte[0], 2, TimeUnit.SECONDS)
                                .join()));
            }
            return read(plugin, output.join());
        } catch (IOException e) {
            throw problem(plugin, "could not be talked to", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(plugin, "was interrupted", "");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Login.ExecPlugin plugin) {
        List<String> command = new ArrayList<>();
        command.add(program(plugin));
        command.addAll(plugin.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().putAll(plugin.variables());
        builder.environment().put("KUBERNETES_EXEC_INFO", info(plugin));
        try {
            return builder.start();
        } catch (IOException e) {
            String hint = plugin.installHint();
            throw new ClusterException(new Problem(
                    ConnectionProblems.user(context),
                    "the program that gives its credentials can't be started, '" + plugin.command() + "'",
                    context.origin(),
                    hint == null ? "Install it, or mend the PATH of the build." : hint.strip()));
        }
    }

    /** A command with a slash starts at the kubeconfig's folder, others are looked for in the PATH. */
    private String program(Login.ExecPlugin plugin) {
        String command = plugin.command();
        String program = command.contains("/") || command.contains("\\")
                ? plugin.directory().resolve(command).toString()
                : command;
        return File.separatorChar == '\\'
                ? new WindowsPrograms(variables, file -> Files.isRegularFile(Path.of(file))).find(program)
                : program;
    }

    private static String info(Login.ExecPlugin plugin) {
        String cluster = plugin.clusterInfo() == null ? "" : ", \"cluster\": " + plugin.clusterInfo();
        return "{\"apiVersion\": \"" + JsonText.escaped(plugin.apiVersion())
                + "\", \"kind\": \"ExecCredential\", \"spec\": {\"interactive\": false" + cluster + "}}";
    }

    private Given read(Login.ExecPlugin plugin, byte[] output) {
        MapNode answer = JsonTree.map(output);
        MapNode status = answer == null ? null : answer.map("status");
        if (status == null) {
            throw problem(plugin, "answered with something that is no ExecCredential", "");
        }
        String token = status.text("token");
        String certificate = status.text("clientCertificateData");
        String key = status.text("clientKeyData");
        if (token == null && (certificate == null || key == null)) {
            throw problem(plugin, "answered with neither a token nor a certificate and its key", "");
        }
        return new Given(token, certificate, key, time(status.text("expirationTimestamp")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private ClusterException problem(Login.ExecPlugin plugin, String fault, String lastLine) {
        String shown = plugin.command() + (plugin.arguments().isEmpty() ? "" : " …");
        return new ClusterException(new Problem(
                ConnectionProblems.user(context),
                "the program that gives its credentials, '" + shown + "', " + fault
                        + (lastLine.isEmpty() ? "" : ": " + lastLine),
                context.origin(),
                "Log in again; 'kubectl get --raw /version' shows whether it helped."));
    }

    private static String lastLine(byte[] output) {
        String last = "";
        for (String line : new String(output, StandardCharsets.UTF_8).split("\\R", -1)) {
            last = line.isBlank() ? last : line.strip();
        }
        return last.length() > 300 ? last.substring(0, 300) + "…" : last;
    }

    private static byte[] bytes(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
