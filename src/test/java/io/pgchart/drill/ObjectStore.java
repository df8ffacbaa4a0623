package io.pgchart.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An S3 of a drill's own, in a namespace of its own, with an authority of its own: it can be away without the other drills'
 * noticing. Its objects lie beside those of the cluster's S3.
 */
final class ObjectStore implements AutoCloseable {

    private static final String BUCKET = "pgbackrest";

    private final Kubectl kubectl;
    private final String host;

    /** In a namespace of this name, which is made; it is there at once. */
    ObjectStore(String namespace) {
        this.kubectl = new Kubectl(namespace);
        this.host = "minio." + namespace + ".svc";
        Path home = Path.of(System.getenv(Database.KUBECONFIG)).resolveSibling("s3-" + namespace);
        try {
            // A bucket of MinIO is a directory.
            Files.createDirectories(home.resolve("objects").resolve(BUCKET));
            certify(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kubectl.run("create", "namespace", namespace);
        kubectl.run(
                "create",
                "secret",
                "tls",
                "minio-tls",
                "--cert=" + home.resolve("public.crt"),
                "--key=" + home.resolve("private.key"));
        kubectl.input(manifests(home.resolve("objects")), "apply", "-f", "-");
        ready();
    }

    /** The values with which a database has its backups here, and its authority mirrored. */
    Map<String, String> values() {
        return Map.of(
                "pgbackrest.s3.endpoint", host + ":9000", "pgbackrest.tls.ca.mirror.namespace", kubectl.namespace());
    }

    /** Goes away, and is gone. */
    void leave() {
        kubectl.run("scale", "deployment/minio", "--replicas=0");
        kubectl.run("wait", "--for=delete", "pod", "--all", "--timeout=60s");
    }

    /** Is there again, if it was not. */
    void comeBack() {
        kubectl.run("scale", "deployment/minio", "--replicas=1");
        ready();
    }

    private void ready() {
        kubectl.run("rollout", "status", "deployment/minio", "--timeout=240s");
    }

    private void certify(Path home) throws IOException {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "1",
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-addext",
                        "basicConstraints=critical,CA:TRUE",
                        "-keyout",
                        home.resolve("private.key").toString(),
                        "-out",
                        home.resolve("public.crt").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!openssl.waitFor(1, TimeUnit.MINUTES) || openssl.exitValue() != 0) {
                throw new AssertionError("openssl made no certificate: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String manifests(Path objects) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: minio}
                spec:
                  selector: {matchLabels: {app: minio}}
                  template:
                    metadata: {labels: {app: minio}}
                    spec:
                      containers:
                      - name: minio
                        image: cluster.test/minio:1
                        args: [server, /data, --certs-dir, /certs, --address, ":9000"]
                        env:
                        - {name: MINIO_ROOT_USER, value: test-access-key}
                        - {name: MINIO_ROOT_PASSWORD, value: test-secret-key}
                        - {name: MINIO_REGION, value: us-east-1}
                        ports: [{containerPort: 9000}]
                        readinessProbe: {httpGet: {path: /minio/health/ready, port: 9000, scheme: HTTPS}, periodSeconds: 1}
                        volumeMounts: [{name: data, mountPath: /data}, {name: certs, mountPath: /certs}]
                      volumes:
                      - {name: data, hostPath: {path: "%s"}}
                      - name: certs
                        secret:
                          secretName: minio-tls
                          items: [{key: tls.crt, path: public.crt}, {key: tls.key, path: private.key}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: minio}
                spec: {selector: {app: minio}, ports: [{port: 9000}]}
                """.formatted(objects.toAbsolutePath());
    }

    @Override
    public void close() {
        kubectl.run("delete", "namespace", kubectl.namespace(), "--wait=false", "--ignore-not-found");
    }
}
