package io.pgchart.action;

import io.pgchart.cluster.Target;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets one module of a build deploy a release that several of them inherit; the others, which may run at the same time,
 * wait for it. Where it failed the next one tries: none succeeds without the release.
 *
 * @param deployed the manifests of each release that this build works on or has deployed; {@code ""} when that failed
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
        CompletableFuture<String> own = new CompletableFuture<>();
        CompletableFuture<String> other = deployed.putIfAbsent(key, own);
        while (other != null) {
            String before = other.join();
            if (before.equals(manifests)) {
                return false;
            }
            if (!before.isEmpty()) {
                throw new InvalidInputException(List.of(another(target, release)));
            }
            other = deployed.putIfAbsent(key, own);
        }
        try {
            deploy.run();
            own.complete(manifests);
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

    private static Problem another(Target target, String release) {
        return new Problem(
                "release " + release,
                "was deployed to namespace " + target.namespace() + " with other manifests by this build already",
                null,
                "Give one of the two modules another <releaseName>, or skip one: <deploySkip>.");
    }
}
