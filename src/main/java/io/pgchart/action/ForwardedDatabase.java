package io.pgchart.action;

import io.pgchart.cluster.Tunnel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A database that is reached through a tunnel, and how to connect to it.
 *
 * @param passwordFile that was written for it, or null
 */
public record ForwardedDatabase(
        Tunnel tunnel,
        String username,
        String database,
        @Nullable PasswordFile passwordFile) implements AutoCloseable {

    /** The end of the tunnel on this machine. */
    static final String HOST = "127.0.0.1";

    public String host() {
        return HOST;
    }

    public int port() {
        return tunnel.localPort();
    }

    /** Without user and password, for a URL is shown and logged. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** Closes the tunnel and takes the password away; again does no harm. */
    @Override
    public void close() {
        tunnel.close();
        if (passwordFile != null) {
            passwordFile.remove();
        }
    }
}
