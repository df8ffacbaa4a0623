package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.ObjectId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final ObjectId ID = new ObjectId("v1", "ConfigMap", null, "x");
    private static final String REFUSED = StubServer.status(401, "Unauthorized", "Unauthorized");

    @TempDir
    private Path directory;

    private final StubServer server = new StubServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void ask(Login.Proof proof) {
        try (Fabric8Cluster cluster = server.connect(proof, System.getenv())) {
            assertThat(cluster.get(ID)).isNull();
        }
    }

    @Test
    void saysWhoWasNotLetInAndHowToMendIt() {
        server.answer(401, REFUSED);
        assertThatThrownBy(() -> ask(new Login.Token("PLANTED-TOKEN")))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "user 'tester' of context 'stub': " + server.url() + " does not accept its credentials (401),"
                                + " its token has expired or is not of this cluster (config:7)."
                                + " Log in again; 'kubectl get --raw /version' shows whether it helped.");
        server.answer(401, REFUSED);
        assertThatThrownBy(() -> ask(new Login.Password("me", "PLANTED")))
                .hasMessageContaining("its user name or password is wrong")
                .hasMessageNotContaining("PLANTED");
        assertThat(server.authorizations).containsExactly("Bearer PLANTED-TOKEN", "Basic bWU6UExBTlRFRA==");
        assertThat(server.traced).noneMatch(line -> line.contains("PLANTED"));
    }

    @Test
    void saysThatNobodyIsNobody() {
        server.answer(403, StubServer.status(403, "Forbidden", "User \\\"system:anonymous\\\" cannot get"));
        assertThatThrownBy(() -> ask(new Login.Nothing()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("takes it for nobody (system:anonymous): it has none");
    }

    @Test
    void readsATokenFileAnewEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "one\n");
        server.answer(404, "").answer(exchange -> {
            Files.writeString(file, "three");
            StubServer.send(exchange, 401, REFUSED);
        });
        server.answer(404, "");
        try (Fabric8Cluster cluster = server.connect(new Login.TokenFile(file), Map.of())) {
            cluster.get(ID);
            Files.writeString(file, "two");
            cluster.get(ID);
        }
        assertThat(server.authorizations).containsExactly("Bearer one", "Bearer two", "Bearer three");
        Files.delete(file);
        assertThatThrownBy(() -> ask(new Login.TokenFile(file)))
                .hasMessageContaining("token file " + file + " can't be read");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksAPluginOnceAndAgainWhenItsTokenIsRefused() throws IOException {
        Login.ExecPlugin plugin = plugin("""
                echo x >> "$COUNT"
                echo noise >&2
                case "$KUBERNETES_EXEC_INFO" in *'"interactive": false'*) ;; *) exit 9;; esac
                echo '{"kind": "ExecCredential", "status": {"token": "PLANTED-'$(wc -l < "$COUNT" | tr -d ' ')'"}}'
                """, null);
        server.answer(404, "").answer(404, "").answer(401, REFUSED).answer(404, "");
        try (Fabric8Cluster cluster = server.connect(plugin, System.getenv())) {
            cluster.get(ID);
            cluster.get(ID);
            cluster.get(ID);
        }
        assertThat(server.authorizations)
                .containsExactly("Bearer PLANTED-1", "Bearer PLANTED-1", "Bearer PLANTED-1", "Bearer PLANTED-2");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void tellsTheLastLineOfAPluginThatFails() throws IOException {
        Login.ExecPlugin plugin = plugin("echo first >&2; echo 'Token has expired, run: login sso' >&2; exit 3", null);
        assertThatThrownBy(() -> ask(plugin))
                .hasMessage(
                        "user 'tester' of context 'stub': the program that gives its credentials, './login.sh …', ended"
                                + " with exit code 3: Token has expired, run: login sso (config:7)."
                                + " Log in again; 'kubectl get --raw /version' shows whether it helped.");
        assertThatThrownBy(() -> ask(plugin("echo PLANTED-TOKEN", null)))
                .hasMessageContaining("answered with something that is no ExecCredential")
                .hasMessageNotContaining("PLANTED");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void saysHowToInstallAPluginThatIsMissing() {
        Login.ExecPlugin missing = new Login.ExecPlugin(
                "client.authentication.k8s.io/v1",
                "no-such-program-here",
                List.of(),
                Map.of(),
                directory,
                "Install it from example.com.\n",
                null);
        assertThatThrownBy(() -> ask(missing))
                .hasMessage("user 'tester' of context 'stub': the program that gives its credentials can't be started,"
                        + " 'no-such-program-here' (config:7). Install it from example.com.");
    }

    @Test
    void saysThatAHostIsUnknown() {
        URI nowhere = URI.create("http://no-such-host.invalid:1");
        try (Fabric8Cluster cluster = server.connect(StubServer.context(nowhere, new Login.Nothing()), Map.of())) {
            assertThatThrownBy(() -> cluster.get(ID))
                    .hasMessageStartingWith(
                            "context 'stub': " + nowhere + " can't be reached: the host name is unknown");
        }
    }

    private Login.ExecPlugin plugin(String script, @Nullable String hint) throws IOException {
        Path file = Files.writeString(directory.resolve("login.sh"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Map<String, String> variables =
                Map.of("COUNT", directory.resolve("count").toString());
        return new Login.ExecPlugin(
                "client.authentication.k8s.io/v1",
                "./login.sh",
                List.of("--argument"),
                variables,
                directory,
                hint,
                null);
    }
}
