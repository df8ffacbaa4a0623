package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.kubeconfig.Kubeconfig.Entry;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the entry of a cluster. */
final class ServerReader {

    private final EntryReader reader;

    ServerReader(String name, Entry entry) {
        this.reader = new EntryReader("cluster '" + name + "'", entry);
    }

    ApiServer read() {
        if (reader.text("tls-server-name") != null) {
            throw reader.problem(
                    "tls-server-name",
                    "is not supported",
                    "Use a server address that the server's certificate is made out to.");
        }
        boolean unverified = reader.flag("insecure-skip-tls-verify");
        return new ApiServer(
                address("server"),
                unverified ? null : reader.pem("certificate-authority"),
                unverified,
                reader.text("proxy-url") == null ? null : proxy());
    }

    private URI proxy() {
        URI proxy = address("proxy-url");
        if (!"http".equals(proxy.getScheme()) || proxy.getUserInfo() != null) {
            throw reader.problem(
                    "proxy-url",
                    "is no plain HTTP proxy, expected http://host:port",
                    "Use an HTTP proxy without a login.");
        }
        return proxy;
    }

    private URI address(String member) {
        String text = reader.text(member);
        if (text == null) {
            throw reader.problem(member, "is missing", "Add it: https://host:port.");
        }
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw reader.problem(member, "is no address, expected https://host:port", "Mend it.");
    }
}
