package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.ApiServer;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.manifest.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server proves itself, with certificates that the JDK's keytool makes. */
class TlsTest {

    private static final char[] PASSWORD = "not-secret".toCharArray();
    private static final String OWN_NAME = "san=ip:127.0.0.1";

    @TempDir
    private Path directory;

    private String ask(KeyStore identity, @Nullable String authority, boolean unverified) {
        HttpsServer server = serve(identity);
        try {
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            ResolvedContext context = new ResolvedContext(
                    new Target("stub", url.toString(), "orders", "tester"),
                    false,
                    new ApiServer(url, authority, unverified, null),
                    new Login(null, null, new Login.Nothing(), null),
                    "config:7");
            Environment environment = new Environment(Map.of(), directory, directory);
            try (Fabric8Cluster cluster = Fabric8Cluster.connect(context, environment, RequestTrace.NONE)) {
                return String.valueOf(cluster.get(new ObjectId("v1", "ConfigMap", null, "x")));
            } catch (ClusterException e) {
                return String.valueOf(e.getMessage()).replace(url.toString(), "URL");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void trustsTheAuthorityOfTheKubeconfig() throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore identity = identity("known", OWN_NAME, "-0d", 2);
        assertThat(ask(identity, pem(identity), false)).isEqualTo("null");
        KeyStore other = identity("other", OWN_NAME, "-0d", 2);
        assertThat(ask(identity, pem(other) + pem(identity), false)).isEqualTo("null");
        assertThat(ask(identity, null, true)).isEqualTo("null");
        String unknown =
                "context 'stub': the certificate of URL is signed by an authority that the kubeconfig does not know"
                        + " (config:7). Put the cluster's authority into certificate-authority-data, as the cluster's own kubeconfig has it.";
        assertThat(ask(identity, null, false)).isEqualTo(unknown);
        assertThat(ask(identity, pem(other), false)).isEqualTo(unknown);
    }

    @Test
    void refusesACertificateThatHasExpired() throws IOException, GeneralSecurityException, InterruptedException {
        // Java does not look at the dates of an authority, so the certificate needs one above it.
        String authority = pem(identity("authority", "bc=ca:true", "-20d", 40));
        KeyStore identity = identity("old", OWN_NAME, "-10d", 2, "-signer", "authority");
        identity.deleteEntry("authority");
        assertThat(ask(identity, authority, false))
                .isEqualTo(
                        "context 'stub': the certificate of URL has expired (config:7). Renew the server's certificate.");
    }

    @Test
    void refusesACertificateOfAnotherName() throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore identity = identity("misnamed", "san=dns:elsewhere.example.com", "-0d", 2);
        assertThat(ask(identity, pem(identity), false))
                .startsWith(
                        "context 'stub': the certificate of URL is made out to another name (config:7). Use an address");
        assertThat(ask(identity, pem(identity), true)).isEqualTo("null");
    }

    @Test
    void saysWhatIsNoCertificate() {
        ApiServer server = new ApiServer(URI.create("https://c"), "SECRET", false, null);
        assertThatThrownBy(() -> Tls.trust(server))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("certificate-authority of https://c: is no certificate in PEM")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> Tls.identity("me", "SECRET", "SECRET"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("SECRET");
    }

    private KeyStore identity(String name, String extension, String start, int days, String... more)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve(more.length == 0 ? name + ".p12" : more[1] + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days),
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static String pem(KeyStore store) throws GeneralSecurityException {
        String alias = store.aliases().nextElement();
        byte[] der = store.getCertificate(alias).getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static HttpsServer serve(KeyStore identity) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.createContext("/", exchange -> StubServer.send(exchange, 404, ""));
            server.start();
            return server;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
