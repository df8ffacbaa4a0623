package io.pgchart.cluster.kubeconfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a user proves who they are. Never shows a secret as text.
 *
 * @param certificate the client's certificate in PEM, or null
 * @param key its private key in PEM, or null
 * @param asUser who to act as, or null
 */
public record Login(
        @Nullable String certificate,
        @Nullable String key,
        Proof proof,
        @Nullable ActAs asUser) {

    /** What is sent with each request. */
    public sealed interface Proof {}

    /** Nothing is sent. */
    public record Nothing() implements Proof {}

    /** A token that stands in the kubeconfig. */
    public record Token(String token) implements Proof {
        @Override
        public String toString() {
            return "token";
        }
    }

    /** A token that someone else keeps fresh in a file. */
    public record TokenFile(Path file) implements Proof {}

    /** A user's name and password. */
    public record Password(String user, String password) implements Proof {
        @Override
        public String toString() {
            return "password of " + user;
        }
    }

    /**
     * A program that answers with credentials.
     *
     * @param directory of the kubeconfig, for a command with a relative path
     * @param clusterInfo the cluster as the program is told of it, JSON; null when it wants not to be told
     */
    public record ExecPlugin(
            String apiVersion,
            String command,
            List<String> arguments,
            Map<String, String> variables,
            Path directory,
            @Nullable String installHint,
            @Nullable String clusterInfo)
            implements Proof {

        public ExecPlugin {
            arguments = List.copyOf(arguments);
            variables = Map.copyOf(variables);
        }

        @Override
        public String toString() {
            return "exec plugin " + command;
        }
    }

    /** Whom to act as. */
    public record ActAs(String user, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {}

    @Override
    public String toString() {
        return proof + (certificate == null ? "" : " and client certificate");
    }
}
