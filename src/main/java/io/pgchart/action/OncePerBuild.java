package io.pgchart.action;

import io.pgchart.cluster.Target;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets one module of a build deploy a release that several of them inherit; the others, which may run at the same time,
 * wait for it. Where it failed the next one tries: none succeeds without the release.
 *
 * @param deployed a digest of the manifests of each release that this build works on or has deployed, {@code ""} when that
 *     failed: a build may last, deploy hundreds, and need not hold their secrets
 */
record OncePerBuild(ConcurrentMap<String, CompletableFuture<String>> deployed) {

    /**
     * Deploys it, unless that was done.
     *
     * @return false when it was done
     * @throws InvalidInputException when another one of the same name was deployed
     */
    boolean run(Target target, String release, String manifests, Runnable deploy) {
        String key = key(target, release);
        String digest = digest(manifests);
        CompletableFuture<String> own = new CompletableFuture<>();
        CompletableFuture<String> other = deployed.putIfAbsent(key, own);
        while (other != null) {
            String before = other.join();
            if (before.equals(digest)) {
                return false;
            }
            if (!before.isEmpty()) {
                throw new InvalidInputException(List.of(another(target, release)));
            }
            other = deployed.putIfAbsent(key, own);
        }
        try {
            deploy.run();
            own.complete(digest);
            return true;
        } finally {
            if (!own.isDone()) {
                deployed.remove(key, own);
                own.complete("");
            }
        }
    }

    /** Lets it be deployed again, because it is not what was deployed any more. */
    void forget(Target target, String release) {
        deployed.remove(key(target, release));
    }

    private static String key(Target target, String release) {
        return target.server() + " " + target.namespace() + " " + release;
    }

    private static String digest(String manifests) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(manifests.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Problem another(Target target, String release) {
        return new Problem(
                "release " + release,
                "was deployed to namespace " + target.namespace() + " with other manifests by this build already",
                null,
                "Give one of the two modules another <releaseName>, or skip one: <deploySkip>.");
    }
}
