package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.realserver.NeedsNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who may do everything but one thing that a goal does: it names the thing, before anything is written.
 *
 * <p>What a goal does is what an undisturbed run of it was seen to ask for.
 */
@NeedsNode
final class RoleServerTest {

    private static final List<String> VERBS = List.of("get", "list", "watch", "create", "update", "patch", "delete");

    private static final Map<String, String> KINDS = Map.of(
            "configmaps", "ConfigMap",
            "secrets", "Secret",
            "services", "Service",
            "statefulsets", "StatefulSet",
            "jobs", "Job",
            "pods", "Pod",
            "pods/log", "Pod",
            "persistentvolumeclaims", "PersistentVolumeClaim",
            "events", "Event");

    private static final Map<String, String> GROUPS = Map.of("statefulsets", "apps", "jobs", "batch");

    /** {@code /api/v1/namespaces/x/pods/y/log?…}, {@code /apis/batch/v1/namespaces/x/jobs?…}. */
    private static final Pattern PATH =
            Pattern.compile("/apis?/(?:[^/]+/)?v1/namespaces/[^/]+/([a-z]+)(?:/([^/?]+))?(/log)?(?:\\?(.*))?");

    @TempDir
    private Path output;

    private Site site;

    @BeforeEach
    void settle() {
        site = new Site(output);
    }

    @AfterEach
    void leave() {
        site.close();
    }

    @Test
    void anInstall() {
        Set<String> needed;
        try (Site undisturbed = new Site(output)) {
            needed = accesses(undisturbed, Site::deploy);
        }
        assertThat(needed).contains("create secrets", "patch configmaps", "watch pods", "get pods/log");
        eachIsMissed(needed, Site::deploy);
    }

    @Test
    void anUpgrade() {
        Set<String> needed;
        try (Site undisturbed = new Site(output)) {
            isUpgradable(undisturbed);
            needed = accesses(undisturbed, Site::deploy);
        }
        isUpgradable(site);
        assertThat(needed).contains("delete configmaps", "get configmaps", "delete jobs");
        eachIsMissed(needed, Site::deploy);
    }

    @Test
    void aRollback() {
        Set<String> needed;
        try (Site undisturbed = new Site(output)) {
            isRevertible(undisturbed);
            needed = accesses(undisturbed, RoleServerTest::rollback);
        }
        isRevertible(site);
        assertThat(needed).contains("patch statefulsets", "update secrets", "get jobs");
        eachIsMissed(needed, RoleServerTest::rollback);
    }

    @Test
    void aResize() {
        Set<String> needed;
        try (Site undisturbed = new Site(output)) {
            isResizable(undisturbed);
            needed = accesses(undisturbed, Site::deploy);
        }
        isResizable(site);
        assertThat(needed)
                .contains("delete statefulsets", "create statefulsets", "list persistentvolumeclaims")
                .contains("patch persistentvolumeclaims", "watch persistentvolumeclaims");
        eachIsMissed(needed, Site::deploy);
    }

    @Test
    void anUndeploy() {
        Set<String> needed;
        try (Site undisturbed = new Site(output)) {
            undisturbed.deploy();
            needed = accesses(undisturbed, Site::undeploy);
        }
        site.deploy();
        assertThat(needed).contains("delete statefulsets", "watch statefulsets", "delete jobs");
        eachIsMissed(needed, Site::undeploy);
    }

    private static void isUpgradable(Site site) {
        site.values.put("extra", "true");
        site.deploy();
        site.values.clear();
        site.values.put("message", "two");
        site.letSecondsPass();
    }

    private static void isResizable(Site site) {
        site.deploy();
        site.values.put("size", "2Gi");
        site.letSecondsPass();
    }

    private static void isRevertible(Site site) {
        isUpgradable(site);
        site.deploy();
        site.letSecondsPass();
    }

    private static void rollback(Site site, Cluster cluster) {
        site.rollback(cluster, 1);
    }

    /** What an undisturbed run asks for, as {@code watch pods}. */
    private static Set<String> accesses(Site site, BiConsumer<Site, Cluster> act) {
        Set<String> seen = new ConcurrentSkipListSet<>();
        RequestTrace trace = (method, path, code, took) -> {
            Matcher found = PATH.matcher(path);
            if (found.matches()) {
                String resource = found.group(1) + (found.group(3) == null ? "" : found.group(3));
                String query = found.group(4) == null ? "" : found.group(4);
                seen.add(verb(method, found.group(2) != null, query) + " " + resource);
            }
        };
        try (Cluster traced = site.tools.connect(null, trace)) {
            act.accept(site, traced);
        }
        return new TreeSet<>(seen);
    }

    private static String verb(String method, boolean isOne, String query) {
        return switch (method) {
            case "GET" -> isOne ? "get" : query.contains("watch=1") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            default -> "delete";
        };
    }

    private void eachIsMissed(Set<String> needed, BiConsumer<Site, Cluster> act) {
        Map<String, String> objects = site.objects();
        List<String> history = site.history();
        List<String> untold = new ArrayList<>();
        for (String access : needed) {
            String verb = access.substring(0, access.indexOf(' '));
            String resource = access.substring(verb.length() + 1);
            try (Cluster restricted = restricted(needed, verb, resource)) {
                String told = Told.by(() -> act.accept(site, restricted));
                String kind = KINDS.get(resource);
                if (!told.matches("(?s).*may not[^.]*\\b" + verb + "\\b.*") || !told.contains(String.valueOf(kind))) {
                    untold.add(access + ": " + told);
                }
            } catch (AssertionError e) {
                untold.add(access + ": " + e.getMessage());
            }
            if (!site.objects().equals(objects) || !site.history().equals(history)) {
                untold.add(access + ": missed after something was written; history now " + site.history());
                objects = site.objects();
                history = site.history();
            }
        }
        assertThat(untold).as("accesses that were missed too late, or not told").isEmpty();
    }

    /** A user of a role that allows every verb on every needed resource, but one on one. */
    private Cluster restricted(Set<String> needed, String verb, String resource) {
        String user = "all-but-" + verb + "-" + resource.replace('/', '-') + "-" + System.nanoTime();
        Set<String> resources = new TreeSet<>();
        needed.forEach(access -> resources.add(access.substring(access.indexOf(' ') + 1)));
        StringBuilder rules = new StringBuilder();
        for (String each : resources) {
            List<String> verbs = new ArrayList<>(VERBS);
            if (each.equals(resource)) {
                verbs.remove(verb);
            }
            rules.append("{apiGroups: ['")
                    .append(GROUPS.getOrDefault(each, ""))
                    .append("'], resources: [")
                    .append(each)
                    .append("], verbs: ")
                    .append(verbs)
                    .append("}, ");
        }
        // What the preflight asks for beside what a short run needs.
        rules.append("{apiGroups: [''], resources: [events], verbs: [list, watch]}");
        site.cluster.create(
                FakeServer.yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: " + user
                        + "}, rules: [" + rules + "]}"),
                false);
        site.cluster.create(
                FakeServer.yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: " + user
                        + "}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: " + user
                        + "}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: " + user + "}]}"),
                false);
        Cluster cluster = site.tools.connect(user, RequestTrace.NONE);
        // The authorizer learns of a role a moment later.
        Access allowed = new Access("list", "v1", "Event", null, null);
        Site.until(() -> cluster.denied(List.of(allowed)).isEmpty());
        return cluster;
    }
}
