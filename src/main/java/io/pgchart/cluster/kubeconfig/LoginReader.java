package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.kubeconfig.Kubeconfig.Entry;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entry of a user.
 *
 * <p>Of several proofs the first counts, as in client-go: the token in a file, a token, an exec plugin, a password.
 */
final class LoginReader {

    private final EntryReader reader;
    private final ApiServer server;

    LoginReader(String name, Entry entry, ApiServer server) {
        this.reader = new EntryReader("user '" + name + "'", entry);
        this.server = server;
    }

    Login read() {
        if (reader.entry().body().map("auth-provider") != null) {
            throw reader.problem(
                    "auth-provider",
                    "is no longer supported by Kubernetes' clients",
                    "Write the user anew with the provider's exec plugin, as kubectl needs it too.");
        }
        String certificate = reader.pem("client-certificate");
        String key = reader.pem("client-key");
        if ((certificate == null) != (key == null)) {
            throw reader.problem(
                    certificate == null ? "client-key" : "client-certificate",
                    "stands alone, expected client-certificate and client-key together",
                    "Add the other one.");
        }
        return new Login(certificate, key, proof(), actAs());
    }

    private Login.Proof proof() {
        Path tokenFile = reader.path("tokenFile");
        String token = reader.text("token");
        MapNode exec = reader.entry().body().map("exec");
        String user = reader.text("username");
        String password = reader.text("password");
        if (tokenFile != null) {
            return new Login.TokenFile(tokenFile);
        }
        if (token != null) {
            return new Login.Token(token);
        }
        if (exec != null) {
            return plugin(new EntryReader(
                    reader.subject() + " exec", new Entry(exec, reader.entry().file())));
        }
        return user == null ? new Login.Nothing() : new Login.Password(user, password == null ? "" : password);
    }

    private Login.ExecPlugin plugin(EntryReader exec) {
        String apiVersion = exec.text("apiVersion");
        String command = exec.text("command");
        if (command == null) {
            throw exec.problem("command", "is missing", "Name the program that gives the credentials.");
        }
        if (apiVersion == null || !apiVersion.startsWith("client.authentication.k8s.io/v1")) {
            throw exec.problem(
                    "apiVersion",
                    "is not one that is known, expected client.authentication.k8s.io/v1",
                    "Write the user anew with a plugin of today.");
        }
        if ("Always".equals(exec.text("interactiveMode"))) {
            throw exec.problem(
                    "interactiveMode", "is Always, but a build has nobody to answer", "Use a login that asks nothing.");
        }
        boolean tell = exec.flag("provideClusterInfo");
        return new Login.ExecPlugin(
                apiVersion,
                command,
                texts(exec.entry().body().get("args")),
                variables(exec.entry().body()),
                exec.directory(),
                exec.text("installHint"),
                tell ? clusterInfo() : null);
    }

    private String clusterInfo() {
        Map<String, Node> info = new LinkedHashMap<>();
        Origin here = Origin.of("kubeconfig");
        info.put("server", new ScalarNode(server.url().toString(), here));
        String authority = server.authority();
        if (authority != null) {
            byte[] bytes = authority.getBytes(StandardCharsets.ISO_8859_1);
            info.put(
                    "certificate-authority-data",
                    new ScalarNode(Base64.getEncoder().encodeToString(bytes), here));
        }
        if (server.isUnverified()) {
            info.put("insecure-skip-tls-verify", new ScalarNode(true, here));
        }
        return JsonText.of(new MapNode(info, here));
    }

    private static Map<String, String> variables(MapNode exec) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (exec.get("env") instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof MapNode map
                        && map.get("name") instanceof ScalarNode name
                        && map.get("value") instanceof ScalarNode value) {
                    variables.put(name.text(), value.text());
                }
            }
        }
        return variables;
    }

    private Login.@Nullable ActAs actAs() {
        String user = reader.text("as");
        if (user == null) {
            return null;
        }
        MapNode body = reader.entry().body();
        Map<String, List<String>> extra = new LinkedHashMap<>();
        MapNode extras = body.map("as-user-extra");
        if (extras != null) {
            extras.members().forEach((key, values) -> extra.put(key, texts(values)));
        }
        return new Login.ActAs(user, reader.text("as-uid"), texts(body.get("as-groups")), extra);
    }

    private static List<String> texts(@Nullable Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ListNode list) {
            for (Node item : list.items()) {
                texts.add(item instanceof ScalarNode scalar ? scalar.text() : "");
            }
        }
        return texts;
    }
}
