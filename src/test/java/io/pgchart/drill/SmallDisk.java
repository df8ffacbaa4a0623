package io.pgchart.drill;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A volume that really runs full, as those of the cluster, directories of one disk, never do: a file system in memory of
 * just that size, kept by a pod in a namespace of its own, which also does what a driver does to let it grow.
 */
final class SmallDisk implements AutoCloseable {

    private final Kubectl kubectl;
    private final Kubectl claimant;
    private final String name;
    private final String claim;

    /** A disk for that claim of that namespace; its StorageClass has the disk's name. */
    SmallDisk(String name, int megabytes, String namespace, String claim) {
        this.name = name;
        this.claim = claim;
        this.kubectl = new Kubectl(name);
        this.claimant = new Kubectl(namespace);
        kubectl.run("create", "namespace", name);
        // The kubelet evicts a pod whose volume is larger than the limit here: the size is that of the mount.
        apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: disk}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                    - name: disk
                      image: aryan/postgres-pgbackrest:15.0
                      command: [sleep, infinity]
                      securityContext: {privileged: true, runAsUser: 0}
                      volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, emptyDir: {medium: Memory, sizeLimit: 1Gi}}]
                """);
        kubectl.run("wait", "--for=condition=Ready", "pod/disk", "--timeout=60s");
        mount(megabytes);
        kubectl.run("exec", "disk", "--", "chown", "999:999", "/data");
        apply("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %1$s}
                provisioner: kubernetes.io/no-provisioner
                volumeBindingMode: WaitForFirstConsumer
                allowVolumeExpansion: true
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  storageClassName: %1$s
                  capacity: {storage: %2$dMi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Retain
                  claimRef: {namespace: %3$s, name: %4$s}
                  hostPath: {path: %5$s, type: Directory}
                """.formatted(name, megabytes, namespace, claim, directory()));
    }

    /** Does a driver's part as soon as the claim asks for that size: file system, volume, claim. */
    CompletableFuture<Void> growsTo(int megabytes) {
        return CompletableFuture.runAsync(() -> {
            String size = megabytes + "Mi";
            Database.until(
                    "a claim of " + size,
                    () -> claimant.run("get", "pvc", claim, "-o", "jsonpath={.spec.resources.requests.storage}")
                            .equals(size));
            mount(megabytes);
            kubectl.run("patch", "pv", name, "-p", "{\"spec\":{\"capacity\":{\"storage\":\"" + size + "\"}}}");
            claimant.run(
                    "patch",
                    "pvc",
                    claim,
                    "--subresource=status",
                    "-p",
                    "{\"status\":{\"capacity\":{\"storage\":\"" + size + "\"}}}");
        });
    }

    private void mount(int megabytes) {
        kubectl.run("exec", "disk", "--", "mount", "-o", "remount,size=" + megabytes + "m", "/data");
    }

    /** Where the node has it, beside the kubeconfig of the cluster. */
    private Path directory() {
        String uid = kubectl.run("get", "pod", "disk", "-o", "jsonpath={.metadata.uid}");
        return Path.of(System.getenv(Database.KUBECONFIG))
                .toAbsolutePath()
                .resolveSibling("kubelet/pods/" + uid + "/volumes/kubernetes.io~empty-dir/data");
    }

    private void apply(String yaml) {
        kubectl.input(yaml, "apply", "-f", "-");
    }

    @Override
    public void close() {
        kubectl.run("delete", "pv", name, "--wait=false", "--ignore-not-found");
        kubectl.run("delete", "storageclass", name, "--ignore-not-found");
        kubectl.run("delete", "namespace", name, "--wait=false", "--ignore-not-found");
    }
}
