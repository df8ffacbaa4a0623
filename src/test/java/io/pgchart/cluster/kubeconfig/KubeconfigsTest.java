package io.pgchart.cluster.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgchart.cluster.Target;
import io.pgchart.error.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigsTest {

    private static final String DEV = """
            apiVersion: v1
            kind: Config
            current-context: kind-dev
            clusters:
            - name: kind-dev
              cluster: {server: 'https://127.0.0.1:6443/'}
            - name: production
              cluster: {server: 'https://prod.example.com', insecure-skip-tls-verify: true, proxy-url: 'http://proxy:3128'}
            users:
            - name: developer
              user: {token: VERY-SECRET-TOKEN}
            - name: robot
              user: {tokenFile: tokens/robot, as: boss, as-groups: [admins]}
            contexts:
            - name: kind-dev
              context: {cluster: kind-dev, user: developer, namespace: orders}
            - name: prod
              context: {cluster: production, user: robot}
            - name: no-cluster
              context: {user: developer}
            - name: lost-user
              context: {cluster: kind-dev, user: nobody}
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new LinkedHashMap<>();

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private ResolvedContext resolve(@Nullable Path kubeconfig, @Nullable String context, @Nullable String namespace) {
        Environment environment = new Environment(variables, directory, directory.resolve("serviceaccount"));
        return Kubeconfigs.resolve(new ConnectionRequest(kubeconfig, context, namespace), environment);
    }

    private String problem(@Nullable Path kubeconfig, @Nullable String context) {
        InvalidInputException thrown =
                catchThrowableOfType(InvalidInputException.class, () -> resolve(kubeconfig, context, null));
        return String.valueOf(thrown.getMessage()).replace(directory.toString(), "~");
    }

    @Test
    void usesTheCurrentContextOfTheHomeFileAndSaysThatNobodyChoseIt() throws IOException {
        write(".kube/config", DEV);
        ResolvedContext found = resolve(null, null, null);
        assertThat(found.target()).isEqualTo(new Target("kind-dev", "https://127.0.0.1:6443", "orders", "developer"));
        assertThat(found.isImplicit()).isTrue();
        assertThat(found.login().proof()).isEqualTo(new Login.Token("VERY-SECRET-TOKEN"));
        assertThat(found.toString()).doesNotContain("SECRET");
    }

    @Test
    void isExplicitWhenTheContextTheFileOrTheVariableIsNamed() throws IOException {
        Path home = write(".kube/config", DEV);
        assertThat(resolve(null, "prod", null).isImplicit()).isFalse();
        assertThat(resolve(home, null, null).isImplicit()).isFalse();
        variables.put("KUBECONFIG", home.toString());
        assertThat(resolve(null, null, null).isImplicit()).isFalse();
    }

    @Test
    void takesTheNamespaceOfTheRequestThenOfTheContextThenDefault() throws IOException {
        Path file = write("config", DEV);
        assertThat(resolve(file, null, "mine").target().namespace()).isEqualTo("mine");
        assertThat(resolve(file, null, null).target().namespace()).isEqualTo("orders");
        assertThat(resolve(file, "prod", null).target().namespace()).isEqualTo("default");
    }

    @Test
    void readsHowToReachTheServerAndWhoToBe() throws IOException {
        ResolvedContext found = resolve(write("config", DEV), "prod", null);
        assertThat(found.server().isUnverified()).isTrue();
        assertThat(found.server().proxy()).hasToString("http://proxy:3128");
        assertThat(found.login().proof()).isEqualTo(new Login.TokenFile(directory.resolve("tokens/robot")));
        assertThat(found.login().asUser()).isEqualTo(new Login.ActAs("boss", null, List.of("admins"), Map.of()));
    }

    @Test
    void mergesAListOfFilesAsKubectlDoes() throws IOException {
        Path first = write("a/config", """
                contexts:
                - {name: both, context: {cluster: c, user: u, namespace: first}}
                users:
                - {name: u, user: {tokenFile: token}}
                """);
        Path second = write("b/config", """
                current-context: both
                contexts:
                - {name: both, context: {cluster: other, user: other}}
                clusters:
                - {name: c, cluster: {server: 'https://c.example.com'}}
                """);
        variables.put(
                "KUBECONFIG", String.join(File.pathSeparator, "", first.toString(), "/not/there", second.toString()));
        ResolvedContext found = resolve(null, null, null);
        assertThat(found.target()).isEqualTo(new Target("both", "https://c.example.com", "first", "u"));
        assertThat(found.login().proof()).isEqualTo(new Login.TokenFile(directory.resolve("a/token")));
    }

    @Test
    void usesTheServiceAccountInsideACluster() throws IOException {
        write("serviceaccount/token", "t");
        write("serviceaccount/ca.crt", "CA");
        write("serviceaccount/namespace", "ci\n");
        variables.put("KUBERNETES_SERVICE_HOST", "fd00::1");
        variables.put("KUBERNETES_SERVICE_PORT", "443");
        ResolvedContext found = resolve(null, null, null);
        assertThat(found.target()).isEqualTo(new Target(null, "https://[fd00::1]:443", "ci", null));
        assertThat(found.isImplicit()).isFalse();
        assertThat(found.server().authority()).isEqualTo("CA");
        assertThat(resolve(null, null, "mine").target().namespace()).isEqualTo("mine");
        write(".kube/config", DEV);
        assertThat(resolve(null, null, null).target().context()).isEqualTo("kind-dev");
    }

    @Test
    void namesTheKnownContextsNearestFirst() throws IOException {
        assertThat(problem(write("config", DEV), "kind-dve"))
                .isEqualTo("context: 'kind-dve' is not in ~/config, known are kind-dev, lost-user, no-cluster, prod."
                        + " Choose one with <context> or -Dpgchart.context.");
    }

    @Test
    void saysWhichFileIsMissingOrUnreadable() throws IOException {
        assertThat(problem(directory.resolve("nope"), null))
                .isEqualTo(
                        "kubeconfig: ~/nope is not there. Name one that is, with <kubeconfig> or -Dpgchart.kubeconfig.");
        assertThat(problem(directory, null)).startsWith("kubeconfig: ~ can't be read: it is a folder.");
        assertThat(problem(write("broken", "a: [b"), null)).startsWith("~/broken: is no YAML: ");
        assertThat(problem(write("list", "- a"), null))
                .startsWith("~/list: is no kubeconfig: it is a list, expected a map (~/list:1).");
        assertThat(problem(null, null))
                .isEqualTo("kubeconfig: there is none, looked for ~/.kube/config. Name one with <kubeconfig>,"
                        + " -Dpgchart.kubeconfig or KUBECONFIG.");
        variables.put("KUBECONFIG", "/not/there");
        assertThat(problem(null, null)).startsWith("kubeconfig: there is none, looked for KUBECONFIG=/not/there.");
    }

    @Test
    void saysWhatAContextLacks() throws IOException {
        Path file = write("config", DEV);
        assertThat(problem(file, "no-cluster"))
                .isEqualTo("context 'no-cluster': names no cluster (~/config:20). Add 'cluster:' to it.");
        assertThat(problem(file, "lost-user"))
                .isEqualTo("context 'lost-user': names the user 'nobody', which the kubeconfig does not have"
                        + " (~/config:22). Add the user, or name one that is there.");
        assertThat(problem(write("none", "contexts: [{name: a, context: {}}]"), null))
                .isEqualTo("context: none was named, and ~/none has no current one, known are a."
                        + " Choose one with <context> or -Dpgchart.context.");
    }

    @Test
    void readsAnExecPlugin() throws IOException {
        Path file = user("""
                exec:
                        apiVersion: client.authentication.k8s.io/v1
                        command: ./login
                        args: [get, token]
                        env: [{name: PROFILE, value: dev}]
                        installHint: Install login from example.com.
                        provideClusterInfo: true
                        interactiveMode: IfAvailable
                """);
        assertThat(resolve(file, null, null).login().proof())
                .isEqualTo(new Login.ExecPlugin(
                        "client.authentication.k8s.io/v1",
                        "./login",
                        List.of("get", "token"),
                        Map.of("PROFILE", "dev"),
                        directory,
                        "Install login from example.com.",
                        "{\"server\": \"https://c\"}"));
    }

    @Test
    void saysWhatCannotBeUsedOfAUserWithoutShowingSecrets() throws IOException {
        assertThat(problem(user("auth-provider: {name: gcp, config: {access-token: SECRET}}"), null))
                .startsWith("user 'u' auth-provider: is no longer supported")
                .doesNotContain("SECRET");
        assertThat(problem(user("client-key-data: U0VDUkVU"), null)).startsWith("user 'u' client-key: stands alone");
        assertThat(problem(user("{client-certificate: cert.pem, client-key: k}"), null))
                .startsWith("user 'u' client-certificate: names ~/cert.pem, which is not there (~/u:5).");
        assertThat(problem(user("exec: {apiVersion: v0, command: x}"), null)).contains("exec apiVersion: is not one");
        assertThat(problem(
                        user(
                                "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}"),
                        null))
                .contains("a build has nobody to answer");
    }

    @Test
    void saysWhatCannotBeUsedOfACluster() throws IOException {
        assertThat(problem(cluster("{}"), null)).startsWith("cluster 'c' server: is missing (");
        assertThat(problem(cluster("{server: 'example.com:6443'}"), null))
                .contains("is no address, expected https://host:port");
        assertThat(problem(cluster("{server: 'https://c', tls-server-name: x}"), null))
                .contains("is not supported");
        assertThat(problem(cluster("{server: 'https://c', certificate-authority-data: '%%%'}"), null))
                .doesNotContain("%%%");
        assertThat(problem(cluster("{server: 'https://c', proxy-url: 'https://u:SECRET@p'}"), null))
                .contains("is no plain HTTP proxy")
                .doesNotContain("SECRET");
    }

    @Test
    void bearsWhatOnlyThisPluginsOwnFilesMayNotDo() throws IOException {
        assertThatThrownBy(() -> resolve(write("empty", ""), null, null)).hasMessageContaining("is empty");
        assertThat(resolve(user("{token: 0123, expiry: 2026-01-01T00:00:00Z}"), null, null)
                        .login()
                        .proof())
                .isEqualTo(new Login.Token("0123"));
    }

    private Path user(String body) throws IOException {
        return write(
                "u",
                "current-context: x\nusers:\n- name: u\n  user:\n    " + body.strip() + "\n"
                        + "clusters: [{name: c, cluster: {server: 'https://c'}}]\n"
                        + "contexts: [{name: x, context: {cluster: c, user: u}}]\n");
    }

    private Path cluster(String body) throws IOException {
        return write(
                "c",
                "current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\n"
                        + "clusters:\n- name: c\n  cluster: " + body + "\n");
    }
}
