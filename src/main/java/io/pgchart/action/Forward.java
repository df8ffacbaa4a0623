package io.pgchart.action;

import io.pgchart.action.DatabasePod.SecretKey;
import io.pgchart.cluster.PodPort;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.Tunnel;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import io.pgchart.report.Reporter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a tunnel to a database of a release. The modules of a build that ask for the same one share it.
 *
 * <p>It writes nothing to the cluster, but whoever uses the tunnel may.
 */
public final class Forward {

    private static final int LARGEST_PORT = 65535;
    private static final String SET_PORT =
            "Leave it out for a free one, or set another: <forwardLocalPort> in the POM, -Dpgchart.forward.localPort.";

    private final Workbench workbench;
    private final Reporter reporter;
    private final ConcurrentMap<String, Tunnel> opened;

    /** @param opened the tunnels of this build */
    public Forward(Workbench workbench, ConcurrentMap<String, Tunnel> opened) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
        this.opened = opened;
    }

    /**
     * Opens it.
     *
     * @return the database; open until it is closed, also when the workbench is not any more
     * @throws ClusterException when there is no such release, or its pod is not ready
     * @throws InvalidInputException when there is no such instance, or the local port is taken
     */
    public ForwardedDatabase run(ForwardRequest request) {
        String release = request.releaseName();
        Revision newest = workbench.releases().history(release).newest();
        if (newest == null || newest.status() == ReleaseStatus.UNINSTALLED) {
            throw workbench.noRelease(release);
        }
        reporter.release(workbench.whereabouts(release, Integer.toString(newest.number())));
        LiveObject statefulSet = statefulSet(release, newest.record().manifests());
        DatabasePod pod = DatabasePod.of(ready(statefulSet, request.instance()));
        String username = pod.username();
        String database = pod.database();
        String password = request.passwordFile() == null ? null : password(pod.password());
        Tunnel tunnel = tunnel(pod.port(), request.localPort() == null ? 0 : request.localPort());
        reporter.outcome(
                "Forward",
                ForwardedDatabase.HOST + ":" + tunnel.localPort() + " -> " + pod.port() + "  (closed with the build)");
        PasswordFile file = request.passwordFile() == null || password == null
                ? null
                : PasswordFile.write(request.passwordFile(), tunnel.localPort(), username, password);
        return new ForwardedDatabase(tunnel, username, database, file);
    }

    private LiveObject statefulSet(String release, List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            if (manifest.id().kind().equals("StatefulSet") && DatabasePod.isTemplate(manifest.tree())) {
                LiveObject live = workbench.cluster().get(manifest.id());
                if (live == null) {
                    throw new ClusterException(new Problem(
                            manifest.id().shortName(),
                            "is not there, although the release has it",
                            null,
                            "Deploy again; the next deploy brings it back."));
                }
                return live;
            }
        }
        throw new ClusterException(new Problem(
                "release " + release,
                "has no StatefulSet with a container port named postgresql, expected that of a database",
                null,
                "Name the port of the database so in the chart."));
    }

    private LiveObject ready(LiveObject statefulSet, int instance) {
        long instances = statefulSet.number(1, "spec", "replicas");
        if (instance < 0 || instance >= instances) {
            throw new InvalidInputException(List.of(new Problem(
                    "forwardInstance",
                    "'" + instance + "' is no instance of " + statefulSet.id().shortName() + ", expected "
                            + (instances == 1 ? "0" : "0 to " + (instances - 1)),
                    null,
                    "Set <forwardInstance> in the POM, -Dpgchart.forward.instance.")));
        }
        String name = statefulSet.id().name() + "-" + instance;
        LiveObject pod = workbench
                .cluster()
                .get(new ObjectId("v1", "Pod", statefulSet.id().namespace(), name));
        if (pod == null) {
            throw notReady(name, "is not there", null);
        }
        Readiness readiness = ReadinessRules.judge(pod, Surroundings.NONE);
        if (pod.isBeingDeleted() || readiness.state() != State.READY) {
            throw notReady(
                    name, pod.isBeingDeleted() ? "is being deleted" : "is not ready: " + readiness.text(), readiness);
        }
        return pod;
    }

    private static ClusterException notReady(String pod, String seen, @Nullable Readiness readiness) {
        String step = readiness == null || readiness.faults().isEmpty()
                ? "Run the goal again when the goal status calls the StatefulSet ready."
                : readiness.faults().get(0).nextStep();
        return new ClusterException(new Problem("Pod/" + pod, seen + ", expected a ready database", null, step));
    }

    private String password(SecretKey where) {
        LiveObject secret = workbench.cluster().get(new ObjectId("v1", "Secret", null, where.secret()));
        String encoded = secret == null ? "" : secret.text("data", where.key());
        String password = new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8).stripTrailing();
        if (password.isEmpty() || password.contains("\n")) {
            throw new ClusterException(new Problem(
                    "Secret/" + where.secret(),
                    "key " + where.key() + (password.isEmpty() ? " has no password" : " has several lines")
                            + ", expected one line",
                    null,
                    "Mend the Secret, or leave <forwardPasswordFile> out."));
        }
        return password;
    }

    private Tunnel tunnel(PodPort target, int localPort) {
        if (localPort < 0 || localPort > LARGEST_PORT) {
            throw taken("'" + localPort + "' is no port, expected 0 to " + LARGEST_PORT);
        }
        Target cluster = workbench.cluster().target();
        String key = cluster.server() + " " + cluster.namespace() + " " + target + " " + localPort;
        return opened.computeIfAbsent(key, unknown -> {
            try {
                return workbench.cluster().forward(target, localPort, told(target));
            } catch (BindException e) {
                throw taken("'" + localPort + "' can't be listened on (" + e.getMessage() + "), expected a free port");
            }
        });
    }

    private static InvalidInputException taken(String fault) {
        return new InvalidInputException(List.of(new Problem("forwardLocalPort", fault, null, SET_PORT)));
    }

    /** Tells each trouble once: whoever waits for a database tries again and again. */
    private Consumer<String> told(PodPort target) {
        Set<String> known = new HashSet<>();
        return trouble -> {
            synchronized (known) {
                if (known.add(trouble)) {
                    reporter.note(target.toString(), "no connection: " + trouble);
                }
            }
        };
    }
}
