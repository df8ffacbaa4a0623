package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.Kubeconfig.Entry;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cluster that a user means, by kubectl's rules: the kubeconfig they name, else those of {@code KUBECONFIG},
 * else {@code ~/.kube/config}, else the cluster that this runs in.
 */
public final class Kubeconfigs {

    private static final String CHOOSE = "Choose one with <context> or -Dpgchart.context.";

    /** The files that count, and whether nobody named them. */
    private record Sources(List<Path> files, boolean isHome, String shown) {}

    private final ConnectionRequest request;
    private final Environment environment;

    private Kubeconfigs(ConnectionRequest request, Environment environment) {
        this.request = request;
        this.environment = environment;
    }

    /**
     * The cluster that is meant; reads files and asks nobody.
     *
     * @throws InvalidInputException when a file, the context or what it names is missing or can't be read
     */
    public static ResolvedContext resolve(ConnectionRequest request, Environment environment) {
        return new Kubeconfigs(request, environment).resolve();
    }

    private ResolvedContext resolve() {
        Sources sources = sources();
        Kubeconfig config = Kubeconfig.merged(sources.files);
        if (config.isEmpty() && request.context() == null) {
            if (InCluster.isPossible(environment)) {
                return InCluster.resolve(environment, request.namespace());
            }
            throw problem(
                    "kubeconfig",
                    sources.files.isEmpty()
                            ? "there is none, looked for " + sources.shown
                            : sources.shown + " is empty",
                    "Name one with <kubeconfig>, -Dpgchart.kubeconfig or KUBECONFIG.");
        }
        String context = request.context() == null ? current(config, sources) : request.context();
        Entry entry = config.contexts().get(context);
        if (entry == null) {
            throw unknown(context, config, sources);
        }
        boolean isImplicit = sources.isHome && request.context() == null;
        return resolved(context, entry, config, isImplicit);
    }

    private Sources sources() {
        Path named = request.kubeconfig();
        if (named != null) {
            return new Sources(List.of(named), false, named.toString());
        }
        String list = environment.variable("KUBECONFIG");
        if (list == null) {
            Path home = environment.home().resolve(".kube").resolve("config");
            return new Sources(Files.exists(home) ? List.of(home) : List.of(), true, home.toString());
        }
        List<Path> files = new ArrayList<>();
        for (String part : list.split(File.pathSeparator, -1)) {
            // As kubectl does: what is not there is passed over.
            if (!part.isEmpty() && Files.exists(Path.of(part))) {
                files.add(Path.of(part));
            }
        }
        return new Sources(files, false, "KUBECONFIG=" + list);
    }

    private static String current(Kubeconfig config, Sources sources) {
        String current = config.currentContext();
        if (current != null) {
            return current;
        }
        throw problem(
                "context",
                "none was named, and " + sources.shown + " has no current one, known are "
                        + String.join(", ", new TreeSet<>(config.contexts().keySet())),
                CHOOSE);
    }

    private static InvalidInputException unknown(String context, Kubeconfig config, Sources sources) {
        Collection<String> known = config.contexts().keySet();
        List<String> ordered = new ArrayList<>(NearestNames.of(context, known));
        new TreeSet<>(known).stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
        String list = ordered.isEmpty() ? "it has none" : "known are " + String.join(", ", ordered);
        return problem(
                "context",
                "'" + context + "' is not in " + sources.shown + ", " + list,
                ordered.isEmpty() ? "Mend the kubeconfig." : CHOOSE);
    }

    private ResolvedContext resolved(String name, Entry context, Kubeconfig config, boolean isImplicit) {
        String cluster = named(context, name, "cluster");
        String user = context.body().text("user");
        Entry clusterEntry = entry(config.clusters().get(cluster), name, context, "cluster", cluster);
        ApiServer server = new ServerReader(cluster, clusterEntry).read();
        Login login = user == null || user.isEmpty()
                ? new Login(null, null, new Login.Nothing(), null)
                : new LoginReader(user, entry(config.users().get(user), name, context, "user", user), server).read();
        String own = context.body().text("namespace");
        String namespace =
                request.namespace() != null ? request.namespace() : own == null || own.isEmpty() ? "default" : own;
        Target target = new Target(name, server.url().toString(), namespace, user);
        return new ResolvedContext(target, isImplicit, server, login, context.origin());
    }

    private static String named(Entry context, String name, String member) {
        String text = context.body().text(member);
        if (text == null || text.isEmpty()) {
            throw new InvalidInputException(List.of(new Problem(
                    "context '" + name + "'", "names no " + member, context.origin(), "Add '" + member + ":' to it.")));
        }
        return text;
    }

    private static Entry entry(@Nullable Entry found, String name, Entry context, String member, String wanted) {
        if (found == null) {
            throw new InvalidInputException(List.of(new Problem(
                    "context '" + name + "'",
                    "names the " + member + " '" + wanted + "', which the kubeconfig does not have",
                    context.origin(),
                    "Add the " + member + ", or name one that is there.")));
        }
        return found;
    }

    private static InvalidInputException problem(String subject, String fault, String nextStep) {
        return new InvalidInputException(List.of(new Problem(subject, fault, null, nextStep)));
    }
}
