package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What proves the user's identity now: read anew from its file at each request, or asked of a plugin when it runs out. */
final class Credentials {

    /**
     * What an exec plugin gave.
     *
     * @param expires null when it does not say
     */
    record Given(
            @Nullable String token,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable Instant expires) {

        @Override
        public String toString() {
            return "credentials until " + expires;
        }
    }

    private final ResolvedContext context;
    private final InstantSource clock;
    private final ExecPlugins plugins;
    private @Nullable Given given;

    Credentials(ResolvedContext context, InstantSource clock, ExecPlugins plugins) {
        this.context = context;
        this.clock = clock;
        this.plugins = plugins;
    }

    /** Says who is asking, by the headers of a request. */
    void identify(BiConsumer<String, String> header) {
        String authorization = authorization();
        if (authorization != null) {
            header.accept("Authorization", authorization);
        }
        Login.ActAs as = context.login().asUser();
        if (as != null) {
            impersonate(header, as);
        }
    }

    /** Source: Kubernetes' documentation, "User impersonation". */
    private static void impersonate(BiConsumer<String, String> header, Login.ActAs as) {
        header.accept("Impersonate-User", as.user());
        if (as.uid() != null) {
            header.accept("Impersonate-Uid", as.uid());
        }
        as.groups().forEach(group -> header.accept("Impersonate-Group", group));
        as.extra()
                .forEach((key, values) ->
                        values.forEach(value -> header.accept("Impersonate-Extra-" + Resource.encoded(key), value)));
    }

    private @Nullable String authorization() {
        Login.Proof proof = context.login().proof();
        if (proof instanceof Login.Token token) {
            return "Bearer " + token.token();
        }
        if (proof instanceof Login.TokenFile file) {
            return "Bearer " + text(file.file());
        }
        if (proof instanceof Login.Password password) {
            byte[] pair = (password.user() + ":" + password.password()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
        String token = proof instanceof Login.ExecPlugin plugin ? given(plugin).token() : null;
        return token == null ? null : "Bearer " + token;
    }

    /** The client certificate and its key, or null. */
    @Nullable
    Given certificate() {
        Login login = context.login();
        if (login.proof() instanceof Login.ExecPlugin plugin && given(plugin).certificate() != null) {
            return given(plugin);
        }
        return login.certificate() == null ? null : new Given(null, login.certificate(), login.key(), null);
    }

    /** Forgets what was refused. False when there is no hope of getting anything else. */
    synchronized boolean renew() {
        given = null;
        Login.Proof proof = context.login().proof();
        return proof instanceof Login.ExecPlugin || proof instanceof Login.TokenFile;
    }

    private synchronized Given given(Login.ExecPlugin plugin) {
        Given last = given;
        Instant expires = last == null ? null : last.expires;
        if (last != null && (expires == null || clock.instant().isBefore(expires))) {
            return last;
        }
        Given next = plugins.ask(plugin);
        given = next;
        return next;
    }

    private String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ClusterException(new Problem(
                    ConnectionProblems.user(context),
                    "its token file " + file + " can't be read",
                    context.origin(),
                    "Log in again, so that it is written."));
        }
    }
}
