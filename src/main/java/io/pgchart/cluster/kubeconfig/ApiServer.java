package io.pgchart.cluster.kubeconfig;

import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an API server and know it for the right one.
 *
 * @param url without a slash at its end
 * @param authority certificates in PEM that it is to be trusted by; null for those that Java trusts
 * @param isUnverified takes any certificate
 * @param proxy an HTTP proxy on the way to it, {@code http://host:port}
 */
public record ApiServer(
        URI url,
        @Nullable String authority,
        boolean isUnverified,
        @Nullable URI proxy) {

    /** Where the proxy listens, or null when there is none. */
    public @Nullable InetSocketAddress proxyAddress() {
        return proxy == null
                ? null
                : new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
    }
}
