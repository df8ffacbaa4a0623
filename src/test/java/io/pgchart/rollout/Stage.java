package io.pgchart.rollout;

import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.error.Problems;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.Manifests;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Change;
import io.pgchart.plan.Wave;
import io.pgchart.report.RecordingSink;
import io.pgchart.report.TextReporter;
import io.pgchart.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A fake server, a release on it, and what its rollout is carried out with. */
final class Stage {

    static final Ownership OWNER = new Ownership("orders-db", "orders");

    final FakeServer server = new FakeServer();
    final FakeCluster cluster = server.connect();
    final RecordingSink console = new RecordingSink();
    final List<String> ledger = new ArrayList<>();
    final SecretMask mask = new SecretMask(List.of("planted-secret"));
    Duration timeout = Duration.ofMinutes(5);
    WriteGuard guard = () -> {};

    Rollout rollout() {
        return new Rollout(
                cluster, OWNER, new TextReporter(console), server.clock(), () -> guard.ensureHeld(), mask, timeout);
    }

    HookRunner hooks() {
        return new HookRunner(rollout(), new HookLedger() {
            @Override
            public void running(Hook hook) {
                boolean isThere = server.find(hook.manifest().id()) != null;
                ledger.add("running " + hook.manifest().id().shortName() + (isThere ? " (is there)" : ""));
            }

            @Override
            public void finished(Hook hook, boolean succeeded) {
                ledger.add((succeeded ? "succeeded " : "failed ")
                        + hook.manifest().id().shortName());
            }
        });
    }

    /** What is live under that name. */
    LiveObject live(String apiVersion, String kind, String name) {
        return Objects.requireNonNull(server.find(id(apiVersion, kind, name)), kind + "/" + name);
    }

    /** Writes a status, given as a block or in braces, as a controller does. */
    void status(ObjectId id, String yaml) {
        if (yaml.startsWith("{")) {
            server.status(id, yaml);
        } else {
            server.patch(id, "controller", "status:\n" + yaml.indent(2));
        }
    }

    /** An object that someone made, with the marks of the release. */
    LiveObject owned(String yaml) {
        server.put(yaml);
        LiveObject plain = Objects.requireNonNull(server.find(manifest(yaml).id()));
        return server.patch(plain.id(), "helm", """
                metadata:
                  labels: {app.kubernetes.io/managed-by: Helm}
                  annotations: {meta.helm.sh/release-name: orders-db, meta.helm.sh/release-namespace: orders}
                """);
    }

    static ObjectId id(String apiVersion, String kind, String name) {
        return new ObjectId(apiVersion, kind, "orders", name);
    }

    static Manifest manifest(String yaml) {
        Problems problems = new Problems();
        List<Manifest> read =
                Manifests.of(YamlReader.documents(yaml, "templates/x.yaml", problems), "templates/x.yaml", problems);
        problems.throwIfAny();
        return Manifests.in("orders", read).get(0);
    }

    static Hook hook(String yaml) {
        Problems problems = new Problems();
        Hook hook = Hook.of(manifest(yaml), problems);
        problems.throwIfAny();
        return hook;
    }

    static Change create(String yaml) {
        Manifest manifest = manifest(yaml);
        return new Change(Change.Action.CREATE, manifest.id(), manifest, null, List.of());
    }

    static Change change(String yaml, LiveObject live) {
        return new Change(Change.Action.CHANGE, live.id(), manifest(yaml), live, List.of());
    }

    static Change unchanged(String yaml, LiveObject live) {
        return new Change(Change.Action.UNCHANGED, live.id(), manifest(yaml), live, List.of());
    }

    /** One that is made anew as the server said that it will be. */
    static Change replace(String yaml, LiveObject live, LiveObject expected) {
        return new Change(Change.Action.REPLACE, live.id(), manifest(yaml), live, expected, List.of());
    }

    static Change removal(LiveObject live) {
        return new Change(Change.Action.REMOVE, live.id(), null, live, List.of());
    }

    static Wave wave(Change... changes) {
        return new Wave("test", List.of(changes));
    }
}
