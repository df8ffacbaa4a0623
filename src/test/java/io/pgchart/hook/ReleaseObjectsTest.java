package io.pgchart.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.Manifests;
import io.pgchart.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseObjectsTest {

    private final Problems problems = new Problems();

    @Test
    void readsEventsWeightAndPolicies() {
        Hook hook = hook("{helm.sh/hook: 'post-install, post-upgrade', helm.sh/hook-weight: '-5',"
                + " helm.sh/hook-delete-policy: 'hook-succeeded,before-hook-creation'}");

        assertThat(hook.events()).containsExactly(HookEvent.POST_INSTALL, HookEvent.POST_UPGRADE);
        assertThat(hook.weight()).isEqualTo(-5);
        assertThat(hook.deletePolicies())
                .containsExactly(HookDeletePolicy.BEFORE_HOOK_CREATION, HookDeletePolicy.HOOK_SUCCEEDED);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void deletesBeforeCreationWhereNothingElseIsSaid() {
        Hook hook = hook("{helm.sh/hook: test-success}");

        assertThat(hook.events()).containsExactly(HookEvent.TEST);
        assertThat(hook.weight()).isZero();
        assertThat(hook.deletePolicies()).containsExactly(HookDeletePolicy.BEFORE_HOOK_CREATION);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void refusesWordsThatHelmDoesNotKnow() {
        hook("{helm.sh/hook: 'post-instal,', helm.sh/hook-weight: high, helm.sh/hook-delete-policy: never,"
                + " helm.sh/hook-wieght: '1'}");

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "Job/a metadata.annotations.helm.sh/hook: 'post-instal' is no event, expected one of"
                                + " pre-install, post-install, pre-upgrade, post-upgrade, pre-rollback, post-rollback,"
                                + " pre-delete, post-delete, test (templates/a.yaml:1). Did you mean post-install?",
                        "Job/a metadata.annotations.helm.sh/hook: '' is no event, expected one of pre-install,"
                                + " post-install, pre-upgrade, post-upgrade, pre-rollback, post-rollback, pre-delete,"
                                + " post-delete, test (templates/a.yaml:1). Write one of these, several with commas"
                                + " between.",
                        "Job/a metadata.annotations.helm.sh/hook-delete-policy: 'never' is no policy, expected one of"
                                + " before-hook-creation, hook-succeeded, hook-failed (templates/a.yaml:1). Write one"
                                + " of these, several with commas between.",
                        "Job/a metadata.annotations.helm.sh/hook-weight: 'high' is no whole number"
                                + " (templates/a.yaml:1). Write a number in quotes, like \"5\" or \"-1\".",
                        "Job/a metadata.annotations.helm.sh/hook-wieght: is no annotation of Helm"
                                + " (templates/a.yaml:1). Did you mean helm.sh/hook-weight or helm.sh/hook?");
    }

    @Test
    void refusesAHookWithoutItsEvents() {
        read(object("Job", "a", "{helm.sh/hook-weight: '1'}"));

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("Job/a metadata.annotations.helm.sh/hook-weight: is on an object that is no hook"
                        + " (templates/a.yaml:1). Add helm.sh/hook with its events, or remove it.");
    }

    @Test
    void refusesAResourcePolicyOtherThanKeep() {
        read(object("Secret", "a", "{helm.sh/resource-policy: kepe}"));

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("Secret/a metadata.annotations.helm.sh/resource-policy: is 'kepe', expected keep"
                        + " (templates/a.yaml:1). Write keep, or remove it.");
    }

    @Test
    void tellsHooksFromManifestsAndOrdersBoth() {
        ReleaseObjects objects = read(
                object("Service", "a", "{}"),
                object("Job", "b", "{helm.sh/hook: post-install}"),
                object("ConfigMap", "a", "{}"),
                object("Job", "z", "{helm.sh/hook: post-install, helm.sh/hook-weight: '-1'}"),
                object("Job", "a", "{helm.sh/hook: post-install}"));

        assertThat(objects.manifests()).extracting(m -> m.id().toString()).containsExactly("ConfigMap/a", "Service/a");
        assertThat(objects.hooks())
                .extracting(hook -> hook.manifest().id().toString())
                .containsExactly("Job/z", "Job/a", "Job/b");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void letsAHookHaveOneObjectForEachEvent() {
        read(
                object("Job", "a", "{helm.sh/hook: pre-install}"),
                object("Job", "a", "{helm.sh/hook: post-install}"),
                object("Job", "b", "{helm.sh/hook: test}"));

        assertThat(problems.list()).isEmpty();
    }

    @Test
    void refusesTheSameHookTwiceOnOneEventAndAHookThatIsAManifestToo() {
        read(
                object("Job", "a", "{helm.sh/hook: 'pre-install,post-install'}"),
                object("Job", "a", "{helm.sh/hook: post-install}"),
                object("Job", "b", "{helm.sh/hook: post-install}"),
                object("Job", "b", "{}"));

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "Job/a: is a hook on post-install twice, first at templates/a.yaml:1 (templates/a.yaml:3)."
                                + " Keep one of the two, or give one another name.",
                        "Job/b: is a hook, and an object of the release at templates/a.yaml:7"
                                + " (templates/a.yaml:5). Give one of the two another name.");
    }

    @Test
    void namesTheFilesOfHooksByEventAndName() {
        ReleaseObjects objects = read(
                object("Job", "a", "{helm.sh/hook: 'post-install,post-upgrade'}"),
                object("ConfigMap", "b", "{helm.sh/hook: test}"),
                object("Job", "b", "{helm.sh/hook: test}"),
                object("Job", "b", "{helm.sh/hook: test}").replace("{name: b,", "{name: b, namespace: other,"));

        assertThat(HookFiles.of(objects.hooks()).keySet())
                .containsExactlyInAnyOrder(
                        "post-install-a.yaml",
                        "post-upgrade-a.yaml",
                        "test-configmap-b.yaml",
                        "test-job-b.yaml",
                        "test-job-2-b.yaml");
    }

    private Hook hook(String annotations) {
        return read(object("Job", "a", annotations)).hooks().get(0);
    }

    private static String object(String kind, String name, String annotations) {
        String version = kind.equals("Job") ? "batch/v1" : "v1";
        String spec = "template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}";
        String body = kind.equals("Job") ? ", spec: {" + spec + "}" : kind.equals("Service") ? ", spec: {}" : "";
        return "{apiVersion: %s, kind: %s, metadata: {name: %s, annotations: %s}%s}\n"
                .formatted(version, kind, name, annotations, body);
    }

    private ReleaseObjects read(String... objects) {
        String yaml = String.join("---\n", objects);
        List<Manifest> manifests =
                Manifests.of(YamlReader.documents(yaml, "templates/a.yaml", problems), "templates/a.yaml", problems);
        return ReleaseObjects.of(manifests, problems);
    }
}
