package io.pgchart.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the core relies on in any cluster; run against the one in memory and against a real API server. */
public abstract class ClusterContract {

    protected static final ApplyOptions HELM = new ApplyOptions("helm", false, false);
    protected static final ApplyOptions OTHER = new ApplyOptions("other", false, false);
    protected static final ApplyOptions TRY = new ApplyOptions("helm", false, true);

    /** A cluster with a namespace that has nothing of these tests in it. */
    protected abstract Cluster cluster();

    /** Lets the server's clock go on by a second at least. */
    protected abstract void letASecondPass();

    protected static MapNode yaml(String text) {
        return FakeServer.yaml(text);
    }

    protected static ObjectId id(String apiVersion, String kind, String name) {
        return new ObjectId(apiVersion, kind, null, name);
    }

    protected static MapNode configMap(String name, String data) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: {of: " + name
                + "}}, data: " + data + "}");
    }

    protected static Refusal refusal(ThrowingCallable asking) {
        return Objects.requireNonNull(catchThrowableOfType(RefusedException.class, asking), "was not refused")
                .refusal();
    }

    private static Map<String, Object> entry(LiveObject object, String manager) {
        ListNode entries = (ListNode) Objects.requireNonNull(object.at("metadata", "managedFields"));
        for (Node node : entries.items()) {
            if (manager.equals(((MapNode) node).text("manager"))) {
                return Plain.map((MapNode) node);
            }
        }
        return Map.of();
    }

    @Test
    void appliesAnObjectAndKnowsWhoOwnsIt() {
        LiveObject made = cluster().apply(configMap("made", "{a: '1'}"), HELM);

        assertThat(made.id())
                .isEqualTo(new ObjectId("v1", "ConfigMap", cluster().target().namespace(), "made"));
        assertThat(made.uid()).hasSize(36);
        assertThat(made.resourceVersion()).isNotEmpty();
        assertThat(made.text("metadata", "creationTimestamp")).endsWith("Z");
        assertThat(made.text("data", "a")).isEqualTo("1");
        Map<String, Object> entry = entry(made, "helm");
        assertThat(entry).containsEntry("operation", "Apply").containsEntry("apiVersion", "v1");
        assertThat(entry.get("fieldsV1"))
                .isEqualTo(Map.of(
                        "f:data", Map.of("f:a", Map.of()), "f:metadata", Map.of("f:labels", Map.of("f:of", Map.of()))));
        LiveObject found = Objects.requireNonNull(cluster().get(id("v1", "ConfigMap", "made")));
        assertThat(Plain.map(found.tree())).isEqualTo(Plain.map(made.tree()));
    }

    @Test
    void leavesAnObjectAloneThatIsAsItShouldBe() {
        LiveObject before = cluster().apply(configMap("same", "{a: '1'}"), HELM);
        letASecondPass();
        LiveObject again = cluster().apply(configMap("same", "{a: '1'}"), HELM);
        LiveObject tried = cluster().apply(configMap("same", "{a: '1'}"), TRY);

        assertThat(Plain.map(again.tree())).isEqualTo(Plain.map(before.tree()));
        assertThat(Plain.map(tried.tree())).isEqualTo(Plain.map(before.tree()));
    }

    @Test
    void triesAChangeWithoutMakingIt() {
        LiveObject before = cluster().apply(configMap("tried", "{a: '1'}"), HELM);
        letASecondPass();
        LiveObject tried = cluster().apply(configMap("tried", "{a: '2'}"), TRY);

        assertThat(tried.text("data", "a")).isEqualTo("2");
        assertThat(tried.resourceVersion()).isEqualTo(before.resourceVersion());
        assertThat(tried.uid()).isEqualTo(before.uid());
        assertThat(entry(tried, "helm").get("time"))
                .isNotEqualTo(entry(before, "helm").get("time"));
        LiveObject live = Objects.requireNonNull(cluster().get(before.id()));
        assertThat(live.text("data", "a")).isEqualTo("1");
    }

    @Test
    void asksAGuardBeforeItChangesSomething() {
        Cluster guarded = cluster().guarded(() -> {
            throw new IllegalStateException("lost");
        });
        LiveObject there = cluster().apply(configMap("guarded", "{a: '1'}"), HELM);
        guarded.apply(configMap("guarded", "{a: '2'}"), TRY);
        guarded.create(configMap("new", "{a: '1'}"), true);
        assertThat(guarded.get(there.id())).isNotNull();

        List<ThrowingCallable> writes = List.of(
                () -> guarded.apply(configMap("guarded", "{a: '2'}"), HELM),
                () -> guarded.create(configMap("new", "{a: '1'}"), false),
                () -> guarded.replace(there.tree()),
                () -> guarded.delete(there.id(), null, Propagation.BACKGROUND));
        writes.forEach(write -> assertThatThrownBy(write).hasMessage("lost"));

        LiveObject now = Objects.requireNonNull(cluster().get(there.id()));
        assertThat(now.resourceVersion()).isEqualTo(there.resourceVersion());
        assertThat(cluster().get(id("v1", "ConfigMap", "new"))).isNull();
    }

    @Test
    void triesToMakeAnObjectWithoutMakingIt() {
        LiveObject tried = cluster().apply(configMap("new", "{a: '1'}"), TRY);
        assertThat(tried.resourceVersion()).isEmpty();
        assertThat(tried.uid()).isNotEmpty();
        assertThat(cluster().get(id("v1", "ConfigMap", "new"))).isNull();

        assertThat(cluster().create(configMap("new", "{a: '1'}"), true).text("data", "a"))
                .isEqualTo("1");
        assertThat(cluster().get(id("v1", "ConfigMap", "new"))).isNull();
    }

    @Test
    void removesWhatIsNoLongerAppliedAndKeepsWhatOthersApply() {
        cluster().apply(configMap("shared", "{a: '1', b: '2'}"), HELM);
        cluster().apply(configMap("shared", "{b: '2', c: '3'}"), OTHER);
        LiveObject after = cluster().apply(configMap("shared", "{a: '1'}"), HELM);
        assertThat(Plain.map(after.tree()).get("data")).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));

        LiveObject last = cluster().apply(configMap("shared", "{d: '4'}"), OTHER);
        assertThat(Plain.map(last.tree()).get("data")).isEqualTo(Map.of("a", "1", "d", "4"));
    }

    @Test
    void refusesWhatAnotherManagerOwnsUnlessForced() {
        cluster().apply(configMap("owned", "{a: '1', b: '1', c: '1'}"), HELM);
        Refusal refusal = refusal(() -> cluster().apply(configMap("owned", "{a: '2', b: '1', c: '2'}"), OTHER));
        assertThat(refusal.subject()).isEqualTo("ConfigMap/owned");
        assertThat(refusal.code()).isEqualTo(409);
        assertThat(refusal.reason()).isEqualTo("Conflict");
        assertThat(refusal.causes())
                .containsExactly(
                        new Cause("FieldManagerConflict", "conflict with \"helm\"", ".data.a"),
                        new Cause("FieldManagerConflict", "conflict with \"helm\"", ".data.c"));

        LiveObject forced =
                cluster().apply(configMap("owned", "{a: '2', b: '1', c: '2'}"), new ApplyOptions("other", true, false));
        assertThat(forced.text("data", "c")).isEqualTo("2");
        assertThat(((Map<?, ?>) Objects.requireNonNull(entry(forced, "helm").get("fieldsV1"))).get("f:data"))
                .isEqualTo(Map.of("f:b", Map.of()));
    }

    @Test
    void namesAnOwnerThatDidNotApply() {
        cluster().create(configMap("updated", "{a: '1'}"), false);
        Refusal refusal = refusal(() -> cluster().apply(configMap("updated", "{a: '2'}"), OTHER));
        assertThat(refusal.causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.message()).isEqualTo("conflict with \"helm\" using v1"));
    }

    @Test
    void mergesListsByTheirKeys() {
        cluster().apply(statefulSet("keyed", "keyed", "{name: A, value: '1'}, {name: B, value: '2'}"), HELM);
        cluster().apply(statefulSet("keyed", "keyed", "{name: C, value: '3'}"), OTHER);
        LiveObject after = cluster().apply(statefulSet("keyed", "keyed", "{name: B, value: '5'}"), HELM);

        ListNode containers = (ListNode) after.at("spec", "template", "spec", "containers");
        Map<String, Object> container =
                Plain.map((MapNode) Objects.requireNonNull(containers).items().get(0));
        assertThat(container.get("env"))
                .isEqualTo(List.of(Map.of("name", "B", "value", "5"), Map.of("name", "C", "value", "3")));
        assertThat(after.number(0, "metadata", "generation")).isEqualTo(3);
    }

    @Test
    void refusesToChangeWhatCannotChange() {
        cluster().apply(statefulSet("fixed", "one", ""), HELM);
        Refusal set = refusal(() -> cluster().apply(statefulSet("fixed", "two", ""), TRY));
        assertThat(set.code()).isEqualTo(422);
        assertThat(set.reason()).isEqualTo("Invalid");
        assertThat(set.causes()).extracting(Cause::reason).containsExactly("FieldValueForbidden");
        assertThat(set.causes()).extracting(Cause::field).containsExactly("spec");

        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: fixed}, type: ";
        cluster().apply(yaml(secret + "Opaque}"), HELM);
        Refusal type = refusal(() -> cluster().apply(yaml(secret + "a/b}"), TRY));
        assertThat(type.causes()).extracting(Cause::field).containsExactly("type");
        assertThat(type.causes()).extracting(Cause::reason).containsExactly("FieldValueInvalid");
    }

    @Test
    void refusesAFieldThatThereIsNot() {
        MapNode wrong = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: wrong}, daata: {a: '1'}}");
        Refusal applied = refusal(() -> cluster().apply(wrong, TRY));
        assertThat(applied.code()).isEqualTo(500);
        assertThat(applied.message()).contains(".daata: field not declared in schema");
        Refusal created = refusal(() -> cluster().create(wrong, false));
        assertThat(created.code()).isEqualTo(400);
        assertThat(created.message()).contains("unknown field \"daata\"");
    }

    @Test
    void createsOnlyWhatIsNotThere() {
        cluster().create(configMap("once", "{a: '1'}"), false);
        Refusal twice = refusal(() -> cluster().create(configMap("once", "{a: '1'}"), false));
        assertThat(twice.code()).isEqualTo(409);
        assertThat(twice.reason()).isEqualTo("AlreadyExists");
        assertThat(refusal(() -> cluster().create(configMap("once", "{a: '1'}"), true))
                        .reason())
                .isEqualTo("AlreadyExists");
    }

    @Test
    void replacesOnlyWhatItHasSeen() {
        LiveObject first = cluster().create(configMap("replaced", "{a: '1'}"), false);
        LiveObject second = cluster().replace(with(first, "data", yaml("{a: '2'}")));
        assertThat(second.text("data", "a")).isEqualTo("2");
        assertThat(second.uid()).isEqualTo(first.uid());
        assertThat(second.resourceVersion()).isNotEqualTo(first.resourceVersion());

        Refusal stale = refusal(() -> cluster().replace(with(first, "data", yaml("{a: '3'}"))));
        assertThat(stale.code()).isEqualTo(409);
        assertThat(stale.reason()).isEqualTo("Conflict");
        assertThat(stale.causes()).isEmpty();

        cluster().delete(first.id(), null, Propagation.BACKGROUND);
        assertThat(refusal(() -> cluster().replace(second.tree())).code()).isEqualTo(404);
    }

    @Test
    void replacesTheOwnersOfFieldsToo() {
        LiveObject made = cluster().create(configMap("migrated", "{a: '1', b: '1'}"), false);
        Map<String, Object> tree = Plain.map(made.tree());
        List<?> entries =
                (List<?>) Objects.requireNonNull(Plain.child(tree, "metadata").get("managedFields"));
        @SuppressWarnings("unchecked")
        Map<String, Object> only = (Map<String, Object>) entries.get(0);
        only.put("operation", "Apply");
        cluster().replace(Plain.tree(tree));

        LiveObject after = cluster().apply(configMap("migrated", "{a: '2'}"), HELM);
        assertThat(Plain.map(after.tree()).get("data")).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void deletesTheOneThatWasMeant() {
        LiveObject made = cluster().apply(configMap("deleted", "{a: '1'}"), HELM);
        ObjectId id = id("v1", "ConfigMap", "deleted");
        assertThat(cluster().delete(id, "00000000-0000-4000-8000-999999999999", Propagation.FOREGROUND))
                .isFalse();
        assertThat(cluster().get(id)).isNotNull();
        assertThat(cluster().delete(id, made.uid(), Propagation.BACKGROUND)).isTrue();
        assertThat(cluster().get(id)).isNull();
        assertThat(cluster().delete(id, made.uid(), Propagation.BACKGROUND)).isFalse();
        assertThat(cluster().delete(id, null, Propagation.ORPHAN)).isFalse();
    }

    @Test
    void listsWhatASelectionShows() {
        cluster().apply(configMap("listed-b", "{a: '1'}"), HELM);
        cluster().apply(configMap("listed-a", "{a: '1'}"), HELM);
        assertThat(names(new Selection("v1", "ConfigMap", "of in (listed-a, listed-b)", null)))
                .containsExactly("listed-a", "listed-b");
        assertThat(names(Selection.labelled("v1", "ConfigMap", "of=listed-a"))).containsExactly("listed-a");
        assertThat(names(Selection.labelled("v1", "ConfigMap", "of=listed-a,!of")))
                .isEmpty();
        assertThat(names(Selection.named("v1", "ConfigMap", "listed-b"))).containsExactly("listed-b");
        assertThat(cluster().list(Selection.named("v1", "ConfigMap", "listed-b")))
                .allMatch(object -> object.text("kind").equals("ConfigMap")
                        && object.text("apiVersion").equals("v1"));
    }

    @Test
    void reachesBeyondItsNamespace() {
        ObjectId own = id("v1", "Namespace", cluster().target().namespace());
        LiveObject namespace = Objects.requireNonNull(cluster().get(own));
        assertThat(namespace.id().namespace()).isNull();
        assertThat(cluster().get(new ObjectId("v1", "ConfigMap", "nowhere", "x")))
                .isNull();

        MapNode elsewhere = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: nowhere}}");
        Refusal missing = refusal(() -> cluster().apply(elsewhere, TRY));
        assertThat(missing.subject()).isEqualTo("ConfigMap/nowhere/x");
        assertThat(missing.code()).isEqualTo(404);
        assertThat(missing.message()).contains("namespaces \"nowhere\" not found");
    }

    protected final List<String> names(Selection selection) {
        return cluster().list(selection).stream()
                .map(object -> object.id().name())
                .toList();
    }

    protected static MapNode with(LiveObject object, String member, Node value) {
        Map<String, Node> members = new LinkedHashMap<>(object.tree().members());
        members.put(member, value);
        return new MapNode(members, object.tree().origin());
    }

    protected static MapNode statefulSet(String name, String service, String env) {
        return yaml("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: " + name + "}, spec: {replicas: 0, "
                + "serviceName: " + service + ", selector: {matchLabels: {of: " + name
                + "}}, template: {metadata: {labels: {of: "
                + name + "}}, spec: {containers: [{name: c, image: 'i:1', env: [" + env + "]}]}}}}");
    }

    @Test
    void opensNoTunnelToAPodThatIsNotThere() {
        Refusal refusal = refusal(() -> cluster().forward(new PodPort("nobody-0", 5432), 0, trouble -> {}));

        assertThat(refusal.subject()).isEqualTo("Pod/nobody-0");
        assertThat(refusal.code()).isEqualTo(404);
        assertThat(refusal.reason()).isEqualTo("NotFound");
        assertThat(refusal.message()).isEqualTo("pods \"nobody-0\" not found");
    }
}
