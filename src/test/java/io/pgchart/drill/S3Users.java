package io.pgchart.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Gives key pairs of the cluster's MinIO, and revokes them, as its administrator would with {@code mc admin user}, which is
 * not there. Reached through a tunnel of kubectl.
 *
 * <p>Sources: AWS' Signature Version 4, and EncryptData of github.com/minio/madmin-go, whose bodies are encrypted with the
 * administrator's secret, in one fragment of github.com/secure-io/sio-go.
 */
final class S3Users implements AutoCloseable {

    private static final String KEY = "test-access-key";
    private static final String SECRET = "test-secret-key";
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";

    private static final byte PBKDF2_AES_GCM = 2;
    private static final byte LAST_FRAGMENT = (byte) 0x80;
    private static final int ITERATIONS = 8192;

    private final SecureRandom random = new SecureRandom();
    private final Process tunnel;
    private final String host;
    private final HttpClient client;

    S3Users() throws IOException, GeneralSecurityException {
        Kubectl minio = new Kubectl("minio");
        tunnel = new ProcessBuilder(
                        "kubectl",
                        "--kubeconfig",
                        System.getenv(Database.KUBECONFIG),
                        "-n",
                        "minio",
                        "port-forward",
                        "deployment/minio",
                        ":9000")
                .start();
        // Forwarding from 127.0.0.1:41234 -> 9000
        String line = tunnel.inputReader(UTF_8).readLine();
        host = String.valueOf(line).replaceAll(".* (127\\.0\\.0\\.1:\\d+) .*", "$1");
        client = HttpClient.newBuilder()
                .sslContext(trusting(minio.run(
                        "get", "secret", "minio-tls", "-o", "go-template={{index .data \"tls.crt\" | base64decode}}")))
                .build();
    }

    /** Lets a new user read and write all buckets. */
    void add(String key, String secret) throws IOException, GeneralSecurityException, InterruptedException {
        String user = "{\"secretKey\":\"" + secret + "\",\"status\":\"enabled\"}";
        send("PUT", "add-user", "accessKey=" + key, encrypted(user.getBytes(UTF_8)));
        send("PUT", "set-user-or-group-policy", "isGroup=false&policyName=readwrite&userOrGroup=" + key, new byte[0]);
    }

    void revoke(String key) throws IOException, GeneralSecurityException, InterruptedException {
        send("DELETE", "remove-user", "accessKey=" + key, new byte[0]);
    }

    /** @param query sorted by its keys, as it has to be signed */
    private void send(String method, String verb, String query, byte[] body)
            throws IOException, GeneralSecurityException, InterruptedException {
        String path = "/minio/admin/v3/" + verb;
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        String hash = hex(sha256(body));
        String scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
        String request = String.join(
                "\n",
                method,
                path,
                query,
                "host:" + host,
                "x-amz-content-sha256:" + hash,
                "x-amz-date:" + time,
                "",
                SIGNED,
                hash);
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(sha256(request.getBytes(UTF_8))));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("https://" + host + path + "?" + query))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .header("x-amz-content-sha256", hash)
                        .header("x-amz-date", time)
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + KEY + "/" + scope + ", SignedHeaders=" + SIGNED
                                        + ", Signature=" + hex(hmac(key, toSign)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s: %s", verb, response.body()).isEqualTo(200);
    }

    /** Salt, algorithm, nonce; then the text, whose additional data is the tag of nothing under the nonce's first count. */
    private byte[] encrypted(byte[] text) throws GeneralSecurityException {
        byte[] salt = random.generateSeed(32);
        byte[] nonce = random.generateSeed(8);
        SecretKeySpec key = new SecretKeySpec(
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(SECRET.toCharArray(), salt, ITERATIONS, 256))
                        .getEncoded(),
                "AES");
        byte[] tag = sealed(key, nonce, 0, new byte[0], new byte[0]);
        byte[] additional =
                ByteBuffer.allocate(1 + tag.length).put(LAST_FRAGMENT).put(tag).array();
        byte[] sealed = sealed(key, nonce, 1, text, additional);
        return ByteBuffer.allocate(salt.length + 1 + nonce.length + sealed.length)
                .put(salt)
                .put(PBKDF2_AES_GCM)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @param count at the end of the nonce; little-endian, and too small to show that */
    private static byte[] sealed(SecretKeySpec key, byte[] nonce, int count, byte[] text, byte[] additional)
            throws GeneralSecurityException {
        byte[] counted = ByteBuffer.allocate(12).put(nonce).put((byte) count).array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, counted));
        cipher.updateAAD(additional);
        return cipher.doFinal(text);
    }

    private static SSLContext trusting(String certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "minio",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate.getBytes(UTF_8))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        tunnel.destroy();
    }
}
