package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.fabric8.Credentials.Given;
import io.pgchart.cluster.kubeconfig.ApiServer;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and who to be, on a TLS connection. */
final class Tls {

    /**
     * Kept in memory alone, so what protects a key in it protects nothing. PKCS12 would do so with two rounds of 10,000
     * hashes, which a cold JVM needs 0.13 s of processor time for; this one needs 0.01 s.
     */
    private static final String STORE = "JKS";

    private Tls() {}

    /** Those who know an API server for the right one; none when those that Java has do. */
    static List<TrustManager> trust(ApiServer server) {
        if (server.isUnverified()) {
            return List.of(new TrustAll());
        }
        String authority = server.authority();
        if (authority == null) {
            return List.of();
        }
        try {
            KeyStore store = empty();
            int number = 0;
            for (Certificate certificate : Pems.certificates(authority)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return List.of(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw problem("certificate-authority of " + server.url(), "is no certificate in PEM");
        }
    }

    /** Whom a user is to be on a connection; nobody without a client certificate. */
    static KeyManager[] identity(ResolvedContext context, @Nullable Given given) {
        return given == null || given.certificate() == null || given.key() == null
                ? new KeyManager[0]
                : identity(String.valueOf(context.target().user()), given.certificate(), given.key());
    }

    /** The one who presents a client certificate. */
    static KeyManager[] identity(String user, String certificate, String key) {
        char[] password = new char[0];
        try {
            Certificate[] chain = Pems.certificates(certificate).toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw problem("client-certificate of user '" + user + "'", "is no certificate in PEM");
            }
            KeyStore store = empty();
            store.setKeyEntry("client", Pems.privateKey(key), password, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw problem("client certificate of user '" + user + "'", "or its key can't be read: " + e.getMessage());
        }
    }

    /** Both on connections that Java's own client makes. */
    static SSLContext context(KeyManager[] keys, List<TrustManager> trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.isEmpty() ? null : trust.toArray(new TrustManager[0]), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(STORE);
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }

    private static InvalidInputException problem(String subject, String fault) {
        return new InvalidInputException(
                List.of(new Problem(subject, fault, null, "Write the kubeconfig's entry anew.")));
    }

    /** For {@code insecure-skip-tls-verify}; being an extended one it is not asked about host names either. */
    private static final class TrustAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
