package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.DisturbedCluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsNode;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others do between the plan and a write, and what stands before the API: namespaces, quotas, policies. All of it
 * on the real API server, in its own words.
 */
@NeedsNode
final class OthersServerTest {

    @TempDir
    private Path output;

    private Site site;
    private DisturbedCluster cluster;

    @BeforeEach
    void settle() {
        site = new Site(output);
        cluster = new DisturbedCluster(site.cluster);
    }

    @AfterEach
    void leave() {
        site.close();
    }

    @Test
    void aFieldThatSomeoneTakesBetweenPlanAndApplyIsAConflict() {
        site.deploy();
        site.values.put("message", "two");
        cluster.before("PATCH ConfigMap/small", () -> apply("someone", "message: theirs"));

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("ConfigMap/small data.message: is owned by field manager someone, which has 'theirs', wanted"
                        + " 'two' (chart/templates/config.yaml:6). Leave the field out of what is deployed, or set"
                        + " forceConflicts (-Dpgchart.forceConflicts=true) to take the field over.");

        assertThat(site.history().get(0)).isEqualTo("1 deployed: Install complete");
        assertThat(site.history().get(1)).startsWith("2 failed: Upgrade \"orders-db\" failed: ConfigMap/small data");
        assertThat(site.objects().get("ConfigMap/small")).contains("theirs");

        RolloutOptions forcing = new RolloutOptions(Site.ROLLOUT.timeout(), true, true, false);
        site.deploy(site.cluster, new DeployOptions(forcing, false, false, false, false, 10, null));
        assertThat(site.objects().get("ConfigMap/small")).contains("two");
        assertThat(site.history()).element(2).isEqualTo("3 deployed: Upgrade complete");
    }

    @Test
    void aFieldThatNobodyElseWantsIsLeftToWhoeverAddedIt() {
        site.deploy();
        site.values.put("message", "two");
        cluster.before("PATCH ConfigMap/small", () -> apply("someone", "note: theirs"));

        site.deploy(cluster);

        assertThat(site.objects().get("ConfigMap/small")).contains("two", "theirs");
    }

    @Test
    void whatSomeoneDeletesBetweenPlanAndApplyIsMadeAnew() {
        site.deploy();
        site.values.put("message", "two");
        cluster.before("PATCH ConfigMap/small", () -> delete("v1", "ConfigMap", "small"));
        cluster.before("PATCH StatefulSet/small", () -> delete("apps/v1", "StatefulSet", "small"));

        site.deploy(cluster);

        assertThat(site.objects()).containsKeys("ConfigMap/small", "StatefulSet/small");
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void whatDidNotChangeAndIsDeletedMeanwhileIsMadeByTheNextDeploy() {
        site.deploy();
        site.values.put("message", "two");
        cluster.before("PATCH ConfigMap/small", () -> delete("v1", "Service", "small"));
        site.deploy(cluster);

        site.deploy();

        assertThat(site.console.text()).contains("+ Service/small");
        assertThat(site.objects()).containsKey("Service/small");
        assertThat(site.history()).last().isEqualTo("3 deployed: Upgrade complete");
    }

    @Test
    void whatSomeoneMakesAnewUnderTheNameOfWhatIsPrunedStays() {
        site.values.put("extra", "true");
        site.deploy();
        site.values.clear();
        cluster.before("DELETE ConfigMap/small-extra", () -> {
            delete("v1", "ConfigMap", "small-extra");
            site.cluster.create(
                    FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: small-extra}}"), false);
        });

        site.deploy(cluster);

        assertThat(site.objects()).containsKey("ConfigMap/small-extra");
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void whatSomeoneDeletesWhileItIsWaitedForIsTold() {
        site.values.put("state", "pending");
        site.whenThere("v1", "Pod", "small-0", pod -> delete("apps/v1", "StatefulSet", "small"));

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("StatefulSet/small: was deleted by someone while it was waited for. Find out who does so,"
                        + " then run the goal again.");
        assertThat(site.history()).last().asString().startsWith("1 failed: ");
    }

    @Test
    void aRecordThatSomeoneRemovesStopsItsHolderBeforeTheNextWrite() {
        cluster.before(
                "PUT Secret/sh.helm.release.v1.orders-db.v1",
                () -> delete("v1", "Secret", "sh.helm.release.v1.orders-db.v1"));

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("release orders-db: no longer holds revision 1: its Secret is gone, so nothing more was"
                        + " written; what was applied until then is still in the cluster. Look at 'helm history"
                        + " orders-db', then run it again: it goes on from there.");

        assertThat(site.history()).isEmpty();
        site.deploy();
        assertThat(site.history()).containsExactly("1 deployed: Install complete");
    }

    @Test
    void aNamespaceThatIsBeingDeletedTakesNothing() {
        site.cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: holds, finalizers: [a.b/c]}}"),
                false);
        delete("v1", "Namespace", site.namespace());
        try {
            assertThat(Told.by(() -> site.deploy(cluster)))
                    .contains("ConfigMap/small: its namespace is being deleted and takes nothing new (")
                    .contains("Wait until the namespace is gone and create it anew, or name another one.");
            assertThat(cluster.writes()).isEmpty();
        } finally {
            release();
        }
    }

    @Test
    void aNamespaceThatIsDeletedHalfWayIsTold() {
        site.cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: holds, finalizers: [a.b/c]}}"),
                false);
        cluster.before("PATCH Service/small", () -> delete("v1", "Namespace", site.namespace()));
        try {
            assertThat(Told.by(() -> site.deploy(cluster)))
                    .startsWith("Service/small: its namespace is being deleted and takes nothing new (");
        } finally {
            release();
        }
    }

    @Test
    void aQuotaThatAlreadyRefusesOneObjectIsToldBeforeAnythingIsWritten() {
        quota("count/services: '0'");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("Service/small: does not fit into the quota tight: requested: count/services=1, used:"
                        + " count/services=0, limited: count/services=0 (chart/templates/service.yaml:1). Raise"
                        + " ResourceQuota/tight, or ask for less.");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aQuotaThatHasNoRoomForTheRecordIsToldBeforeAnythingIsWritten() {
        site.values.put("password", "planted-password");
        quota("count/secrets: '1'");
        site.cluster.create(FakeServer.yaml("{apiVersion: v1, kind: Secret, metadata: {name: other}}"), false);

        assertThat(Told.by(() -> site.deploy(cluster)))
                .contains("does not fit into the quota tight: requested: count/secrets=1, used: count/secrets=1,"
                        + " limited: count/secrets=1")
                .contains("Raise ResourceQuota/tight, or ask for less.");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aQuotaThatIsUsedUpOnTheWayFailsTheReleaseAndTheNextDeployEndsIt() {
        quota("count/secrets: '1'");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("Secret/small: does not fit into the quota tight: requested: count/secrets=1, used:"
                        + " count/secrets=1, limited: count/secrets=1 (chart/templates/secret.yaml:1). Raise"
                        + " ResourceQuota/tight, or ask for less.");
        assertThat(site.history()).singleElement().asString().startsWith("1 failed: ");
        assertThat(site.objects()).as("the others of the wave").containsKey("ConfigMap/small");

        delete("v1", "ResourceQuota", "tight");
        site.deploy();
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void aPolicyThatRefusesOneObjectOfAWaveIsNamed() {
        String policy = policy(
                "object.metadata.name != 'probe' && (request.dryRun == true ||" + " object.metadata.name != 'small')");
        try {
            assertThat(Told.by(() -> site.deploy(cluster)))
                    .isEqualTo(
                            "ConfigMap/small: ValidatingAdmissionPolicy " + policy + " refuses it: not that one"
                                    + " (chart/templates/config.yaml:1). Mend what it names, or ask who runs it for an exception.");
            assertThat(site.history()).singleElement().asString().startsWith("1 failed: ");
            assertThat(site.objects())
                    .as("the others of the wave, and nothing of the next")
                    .containsOnlyKeys("Secret/small");
        } finally {
            removePolicy(policy);
        }
    }

    @Test
    void aPolicyThatRefusesADryRunIsNamedBeforeAnythingIsWritten() {
        String policy = policy("object.metadata.name != 'probe' && object.metadata.name != 'small'");
        try {
            assertThat(Told.by(() -> site.deploy(cluster)))
                    .startsWith("ConfigMap/small: ValidatingAdmissionPolicy " + policy + " refuses it: not that one");
            assertThat(cluster.writes()).isEmpty();
        } finally {
            removePolicy(policy);
        }
    }

    private void apply(String manager, String data) {
        site.cluster.apply(
                FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: small}, data: {" + data + "}}"),
                new ApplyOptions(manager, true, false));
    }

    private void delete(String apiVersion, String kind, String name) {
        LiveObject live = Objects.requireNonNull(site.find(apiVersion, kind, name), name);
        site.cluster.delete(live.id(), live.uid(), Propagation.BACKGROUND);
    }

    private void release() {
        site.tools
                .kubectl(
                        "", "patch", "configmap", "holds", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}")
                .orThrow();
    }

    private void quota(String hard) {
        LiveObject quota = site.cluster.create(
                FakeServer.yaml(
                        "{apiVersion: v1, kind: ResourceQuota, metadata: {name: tight}, spec: {hard: {" + hard + "}}}"),
                false);
        Site.until(() -> Objects.requireNonNull(site.cluster.get(quota.id())).at("status", "used") != null);
    }

    /** A policy on ConfigMaps of the site; returns when it counts. */
    private String policy(String expression) {
        String name = "policy-" + site.namespace();
        site.cluster.create(
                FakeServer.yaml(
                        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata:"
                                + " {name: " + name + "}, spec: {failurePolicy: Fail, matchConstraints: {resourceRules:"
                                + " [{apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]},"
                                + " validations: [{expression: \"" + expression + "\", message: not that one}]}}"),
                false);
        site.cluster.create(
                FakeServer.yaml("{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding,"
                        + " metadata: {name: " + name + "}, spec: {policyName: " + name
                        + ", validationActions: [Deny], matchResources: {namespaceSelector: {matchLabels:"
                        + " {kubernetes.io/metadata.name: " + site.namespace() + "}}}}}"),
                false);
        Site.until(this::isProbeRefused);
        return name;
    }

    private boolean isProbeRefused() {
        try {
            site.cluster.create(FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: probe}}"), true);
            return false;
        } catch (RefusedException e) {
            return true;
        }
    }

    private void removePolicy(String name) {
        Cluster admin = site.cluster;
        for (String kind : new String[] {"ValidatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy"}) {
            LiveObject live = Objects.requireNonNull(site.find("admissionregistration.k8s.io/v1", kind, name));
            admin.delete(live.id(), live.uid(), Propagation.BACKGROUND);
        }
    }
}
