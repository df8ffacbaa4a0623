package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.RolloutException;
import io.pgchart.hook.HookEvent;
import io.pgchart.manifest.ObjectId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HookRunnerTest {

    private static final ObjectId JOB = Stage.id("batch/v1", "Job", "init");
    private static final ContainerRef BACKUP = new ContainerRef("init-a", "backup", false);
    private static final ContainerRef RETRY = new ContainerRef("init-b", "backup", false);
    private static final String HOOK = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: init, annotations: {helm.sh/hook: "post-install"%s}}
            spec: {%s backoffLimit: 1, template: {spec: {containers: [{name: backup, image: x}], restartPolicy: Never}}}
            """;
    private static final String RUNNING = "[{name: backup, state: {running: {}}}]";
    private static final String DONE = "[{name: backup, state: {terminated: {exitCode: 0, reason: Completed}}}]";
    private static final String FAILED = "[{name: backup, state: {terminated: {exitCode: 82, reason: Error}}}]";

    private final Stage stage = new Stage();

    @Test
    void followsTheLogAndIsRecordedBeforeItStarts() {
        created(() -> {
            after(1, () -> pod("init-a", RUNNING));
            after(2, () -> stage.server.log(BACKUP, "postgresql-0: stanza main valid", "with planted-secret"));
            after(6, () -> {
                stage.server.endLog(BACKUP, "");
                pod("init-a", DONE);
                complete();
            });
        });

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.console.text()).isEqualTo("""
                Hook      Job/init                      postgresql-0: stanza main valid
                          Job/init                      with *****
                          Job/init                      succeeded (6s)
                """);
        assertThat(stage.ledger).containsExactly("running Job/init", "succeeded Job/init");
        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .startsWith("GET Job/init", "POST Job/init", "WATCH Job", "WATCH Pod");
    }

    @Test
    void waitsForTheEndOfTheLogThatLagsBehind() {
        created(() -> {
            after(1, () -> pod("init-a", RUNNING));
            after(3, HookRunnerTest.this::complete);
            after(4, () -> stage.server.log(BACKUP, "the very last line"));
            after(5, () -> stage.server.endLog(BACKUP, ""));
        });

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.console.text()).contains("the very last line\n").endsWith("succeeded (5s)\n");
    }

    @Test
    void aFailedHookIsToldWithItsExitCodeAndLastLines() {
        created(() -> {
            after(1, () -> pod("init-a", RUNNING));
            after(2, () -> {
                stage.server.log(BACKUP, "trying");
                stage.server.endLog(BACKUP, "");
                pod("init-a", FAILED);
            });
            after(12, () -> pod("init-b", RUNNING));
            after(13, () -> {
                stage.server.log(RETRY, "no WAL arrived in the repository in time");
                stage.server.endLog(RETRY, "");
                pod("init-b", FAILED);
                stage.status(
                        JOB, "{failed: 2, conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded}]}");
            });
        });

        assertThatThrownBy(() -> stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", "")))))
                .isInstanceOf(RolloutException.class)
                .hasMessage("Job/init: failed: init-b, container backup: BackoffLimitExceeded, exit code 82; its last"
                        + " lines: no WAL arrived in the repository in time. kubectl logs shows all that it wrote.");
        assertThat(stage.console.text()).isEqualTo("""
                Hook      Job/init                      trying
                          Job/init                      attempt 2: init-b
                          Job/init                      no WAL arrived in the repository in time
                Failed    Job/init                      init-b, container backup: BackoffLimitExceeded, exit code 82
                """);
        assertThat(stage.ledger).containsExactly("running Job/init", "failed Job/init");
        assertThat(stage.server.find(JOB)).isNotNull();
    }

    @Test
    void theOldJobIsGoneBeforeTheNewOneIsMade() {
        stage.server.put(HOOK.formatted("", ""));
        String oldUid = stage.live("batch/v1", "Job", "init").uid();
        stage.server.put("{apiVersion: v1, kind: Pod, metadata: {name: old, finalizers: [test/hold], ownerReferences:"
                + " [{apiVersion: batch/v1, kind: Job, name: init, uid: '" + oldUid + "'}]}, spec: {containers: []}}");
        after(4, () -> stage.server.remove(Stage.id("v1", "Pod", "old")));
        created(() -> after(1, this::complete));

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.server.writes())
                .extracting(FakeRequest::toString)
                .containsExactly("DELETE Job/init", "POST Job/init");
        assertThat(stage.live("batch/v1", "Job", "init").uid()).isNotEqualTo(oldUid);
        assertThat(stage.ledger).containsExactly("running Job/init", "succeeded Job/init");
    }

    @Test
    void anOldJobThatHasSucceededIsNotWaitedFor() {
        stage.server.put(HOOK.formatted("", ""));
        complete();
        stage.server.put("{apiVersion: v1, kind: Pod, metadata: {name: old, finalizers: [test/hold], ownerReferences:"
                + " [{apiVersion: batch/v1, kind: Job, name: init, uid: '"
                + stage.live("batch/v1", "Job", "init").uid() + "'}]}, spec: {containers: []}}");
        created(() -> after(1, this::complete));

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .startsWith("GET Job/init", "DELETE Job/init", "POST Job/init");
    }

    @Test
    void anOldJobThatSomethingHoldsIsWaitedForThoughItHasSucceeded() {
        stage.server.put(HOOK.formatted("", "").replace("{name: init,", "{name: init, finalizers: [test/hold],"));
        complete();
        after(4, () -> stage.server.remove(JOB));
        created(() -> after(1, this::complete));

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .startsWith("GET Job/init", "DELETE Job/init", "WATCH Job", "POST Job/init");
    }

    @Test
    void anObjectThatIsNoHookIsNotDeletedForOne() {
        stage.server.put("{apiVersion: batch/v1, kind: Job, metadata: {name: init}, spec: {template: {}}}");

        assertThatThrownBy(() -> stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", "")))))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("Job/init: is there and is no hook");
        assertThat(stage.server.writes()).isEmpty();
        assertThat(stage.ledger).isEmpty();
    }

    @Test
    void onlyHooksOfTheEventRunInTheirOrder() {
        created(() -> after(1, this::complete));
        String map = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: first, annotations: {helm.sh/hook: "post-install,pre-delete"}}
                """;
        String other = "{apiVersion: v1, kind: ConfigMap, metadata: {name: o, annotations: {helm.sh/hook: test}}}";

        stage.hooks()
                .run(
                        HookEvent.POST_INSTALL,
                        List.of(Stage.hook(map), Stage.hook(HOOK.formatted("", "")), Stage.hook(other)));

        assertThat(stage.ledger)
                .containsExactly(
                        "running ConfigMap/first",
                        "succeeded ConfigMap/first",
                        "running Job/init",
                        "succeeded Job/init");
    }

    @Test
    void deletesWhatItsPolicySays() {
        created(() -> after(1, this::complete));

        stage.hooks()
                .run(
                        HookEvent.POST_INSTALL,
                        List.of(Stage.hook(HOOK.formatted(", helm.sh/hook-delete-policy: 'hook-succeeded'", ""))));

        assertThat(stage.server.find(JOB)).isNull();
        assertThat(stage.server.requests()).extracting(FakeRequest::toString).doesNotContain("GET Job/init");
    }

    @Test
    void aFailedOneIsDeletedIfItsPolicySaysSo() {
        created(
                () -> after(
                        1,
                        () -> stage.status(
                                JOB,
                                "{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded, message: too long}]}")));

        assertThatThrownBy(() -> stage.hooks()
                        .run(
                                HookEvent.POST_INSTALL,
                                List.of(Stage.hook(HOOK.formatted(", helm.sh/hook-delete-policy: 'hook-failed'", "")))))
                .hasMessage(
                        "Job/init: failed: Job/init: DeadlineExceeded, too long. Raise its activeDeadlineSeconds, or"
                                + " look at what took so long.");
        assertThat(stage.server.find(JOB)).isNull();
    }

    @Test
    void aJobsOwnDeadlineGovernsItsTime() {
        stage.timeout = Duration.ofSeconds(20);
        created(() -> after(3000, this::complete));

        stage.hooks()
                .run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", "activeDeadlineSeconds: 3600,"))));

        assertThat(stage.console.text()).endsWith("succeeded (50m 0s)\n");
    }

    @Test
    void aJobWithoutADeadlineHasTheTimeout() {
        stage.timeout = Duration.ofSeconds(20);
        created(() -> after(3000, this::complete));

        assertThatThrownBy(() -> stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", "")))))
                .hasMessage("Job/init: is not done after 20s: no pod yet. See its log above; if it only needs longer,"
                        + " raise timeout (-Dpgchart.timeout=10m) or give the Job activeDeadlineSeconds.");
    }

    @Test
    void aJobThatGoesAwayByItselfHasSucceeded() {
        created(() -> after(1, () -> {
            complete();
            stage.server.remove(JOB);
        }));

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.ledger).containsExactly("running Job/init", "succeeded Job/init");
    }

    @Test
    void aJobThatSomeoneDeletesHasFailed() {
        created(() -> after(1, () -> stage.server.remove(JOB)));

        assertThatThrownBy(() -> stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(HOOK.formatted("", "")))))
                .hasMessageStartingWith("Job/init: was deleted by someone while it ran");
    }

    @Test
    void aPodIsDoneWhenItHasEndedNotWhenItIsReady() {
        String hook = """
                apiVersion: v1
                kind: Pod
                metadata: {name: check, annotations: {helm.sh/hook: post-install}}
                spec: {restartPolicy: Never, containers: [{name: c, image: x}]}
                """;
        ObjectId id = Stage.id("v1", "Pod", "check");
        stage.server.afterWrite(request -> {
            if (request.toString().equals("POST Pod/check")) {
                after(1, () -> stage.status(id, """
                        {phase: Running, conditions: [{type: Ready, status: "True"}],
                        containerStatuses: [{name: c, state: {running: {}}}]}"""));
                after(2, () -> stage.server.log(new ContainerRef("check", "c", false), "select 1"));
                after(9, () -> {
                    stage.server.endLog(new ContainerRef("check", "c", false), "");
                    stage.status(id, "{phase: Succeeded}");
                });
            }
        });

        stage.hooks().run(HookEvent.POST_INSTALL, List.of(Stage.hook(hook)));

        assertThat(stage.console.text()).isEqualTo("""
                Hook      Pod/check                     select 1
                          Pod/check                     succeeded (9s)
                """);
    }

    @Test
    void removesWhatEarlierRunsLeft() {
        stage.server.put(HOOK.formatted("", ""));

        stage.hooks().remove(List.of(Stage.hook(HOOK.formatted("", ""))));

        assertThat(stage.server.find(JOB)).isNull();
        assertThat(stage.ledger).isEmpty();
    }

    @Test
    void removesNoHookThatIsKeptOrThatOnlyIsThere() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: password, annotations: {helm.sh/hook: pre-install}}
                """;
        String kept = HOOK.formatted("", "").replace("annotations: {", "annotations: {helm.sh/resource-policy: keep, ");
        assertThat(kept).contains("resource-policy");
        stage.server.put(secret);
        stage.server.put(kept);

        stage.hooks().remove(List.of(Stage.hook(secret), Stage.hook(kept)));

        assertThat(stage.server.writes()).isEmpty();
    }

    private void created(Runnable reaction) {
        stage.server.afterWrite(request -> {
            if (request.toString().equals("POST Job/init")) {
                reaction.run();
            }
        });
    }

    private void complete() {
        stage.status(JOB, "{conditions: [{type: Complete, status: 'True'}]}");
    }

    private void pod(String name, String containers) {
        ObjectId id = Stage.id("v1", "Pod", name);
        if (stage.server.find(id) == null) {
            String uid = stage.live("batch/v1", "Job", "init").uid();
            stage.server.put("""
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: %s
                      labels: {controller-uid: "%s"}
                      ownerReferences: [{apiVersion: batch/v1, kind: Job, name: init, uid: "%s"}]
                    spec: {nodeName: node-1, containers: [{name: backup}]}
                    """.formatted(name, uid, uid));
        }
        stage.status(id, "{phase: Running, containerStatuses: " + containers + "}");
    }

    private void after(int seconds, Runnable work) {
        stage.server.later(Duration.ofSeconds(seconds), work);
    }
}
