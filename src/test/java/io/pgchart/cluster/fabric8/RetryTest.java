package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {

    private static final ObjectId ID = new ObjectId("v1", "ConfigMap", null, "x");
    private static final String OBJECT =
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"x\", \"namespace\": \"orders\","
                    + " \"uid\": \"u\", \"resourceVersion\": \"8\"}, \"data\": {\"a\": \"1\"}}";
    private static final MapNode WANTED =
            FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: '1'}}");
    private static final MapNode REPLACED = FakeServer.yaml(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, resourceVersion: '7'}, data: {a: '1'}}");
    private static final ApplyOptions HELM = new ApplyOptions("helm", false, false);
    private static final String PATH = "/api/v1/namespaces/orders/configmaps";
    private static final String BUSY = StubServer.status(503, "ServiceUnavailable", "busy");

    private final StubServer server = new StubServer();
    private final Fabric8Cluster cluster = server.connect();

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    @Test
    void asksAgainWhatMayPass() {
        server.answer(503, BUSY)
                .answer(500, StubServer.status(500, "InternalError", "etcd"))
                .hangUp()
                .answer(200, OBJECT);
        assertThat(cluster.apply(WANTED, HELM).text("data", "a")).isEqualTo("1");
        assertThat(server.asked)
                .isEqualTo(Collections.nCopies(4, "PATCH " + PATH + "/x?fieldManager=helm&fieldValidation=Strict"));
        assertThat(server.pauses)
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(server.traced).hasSize(4);
        assertThat(server.traced.get(2)).endsWith("Strict 0");
    }

    @Test
    void waitsAsLongAsTheServerWishesWithinReason() {
        for (String seconds : new String[] {"3", "100000"}) {
            server.answer(exchange -> {
                exchange.getResponseHeaders().add("Retry-After", seconds);
                StubServer.send(exchange, 429, StubServer.status(429, "TooManyRequests", "later"));
            });
        }
        server.answer(201, OBJECT);
        cluster.create(WANTED, false);
        assertThat(server.pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(15));
    }

    @Test
    void givesUpInTheEnd() {
        for (int i = 0; i < 10; i++) {
            server.answer(503, BUSY);
        }
        assertThatThrownBy(() -> cluster.get(ID))
                .isInstanceOf(RefusedException.class)
                .hasMessage("ConfigMap/x: 503 ServiceUnavailable");
        assertThat(server.asked).hasSize(1 + Patience.REFUSALS);
    }

    @Test
    void doesNotRepeatWhatWillNotPass() {
        server.answer(
                500, StubServer.status(500, "", "failed to create typed patch object (x): .a: field not declared"));
        assertThatThrownBy(() -> cluster.apply(WANTED, HELM)).isInstanceOf(RefusedException.class);
        server.answer(403, StubServer.status(403, "Forbidden", "no"));
        assertThatThrownBy(() -> cluster.apply(WANTED, HELM)).hasMessage("ConfigMap/x: 403 Forbidden");
        server.answer(502, "<html>a proxy</html>").answer(404, "nothing");
        assertThat(cluster.get(ID)).isNull();
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void looksWhetherALostCreateWasDone() {
        server.answer(200, OBJECT);
        cluster.get(ID);
        server.hangUp().answer(200, OBJECT);
        assertThat(cluster.create(WANTED, false).resourceVersion()).isEqualTo("8");
        assertThat(server.asked.subList(1, 3))
                .containsExactly("POST " + PATH + "?fieldManager=helm&fieldValidation=Strict", "GET " + PATH + "/x");

        server.hangUp().answer(404, "").answer(201, OBJECT);
        assertThat(cluster.create(WANTED, false).resourceVersion()).isEqualTo("8");

        server.answer(504, "").answer(200, OBJECT.replace("\"1\"", "\"2\""));
        assertThatThrownBy(() -> cluster.create(WANTED, false)).hasMessage("ConfigMap/x: 409 AlreadyExists");
    }

    @Test
    void aCreateMayBeDoneAfterItWasLookedFor() {
        server.answer(200, OBJECT);
        cluster.get(ID);
        String exists = StubServer.status(409, "AlreadyExists", "there");
        server.hangUp().answer(404, "").answer(409, exists).answer(200, OBJECT);
        assertThat(cluster.create(WANTED, false).resourceVersion()).isEqualTo("8");

        server.hangUp().answer(404, "").answer(409, exists).answer(200, OBJECT.replace("\"1\"", "\"2\""));
        assertThatThrownBy(() -> cluster.create(WANTED, false)).hasMessage("ConfigMap/x: 409 AlreadyExists");
        server.answer(409, exists);
        assertThatThrownBy(() -> cluster.create(WANTED, false)).hasMessage("ConfigMap/x: 409 AlreadyExists");
    }

    @Test
    void aReplaceMayBeDoneAfterItWasLookedFor() {
        server.answer(200, OBJECT);
        cluster.get(ID);
        String changed = StubServer.status(409, "Conflict", "changed");
        server.hangUp()
                .answer(200, OBJECT.replace("\"8\"", "\"7\""))
                .answer(409, changed)
                .answer(200, OBJECT);
        assertThat(cluster.replace(REPLACED).resourceVersion()).isEqualTo("8");

        server.answer(409, changed);
        assertThatThrownBy(() -> cluster.replace(REPLACED)).hasMessage("ConfigMap/x: 409 Conflict");
    }

    @Test
    void looksWhetherALostReplaceWasDone() {
        server.answer(200, OBJECT);
        cluster.get(ID);
        server.hangUp().answer(200, OBJECT);
        assertThat(cluster.replace(REPLACED).resourceVersion()).isEqualTo("8");

        server.answer(500, "").answer(200, OBJECT.replace("\"8\"", "\"7\"")).answer(200, OBJECT);
        assertThat(cluster.replace(REPLACED).resourceVersion()).isEqualTo("8");

        server.hangUp().answer(200, OBJECT.replace("\"1\"", "\"2\""));
        assertThatThrownBy(() -> cluster.replace(REPLACED)).hasMessage("ConfigMap/x: 409 Conflict");
    }

    @Test
    void tellsAtOnceThatAServerWasNeverThere() {
        server.close();
        assertThatThrownBy(() -> cluster.get(ID))
                .isInstanceOf(ClusterException.class)
                .hasMessage("context 'stub': " + server.url()
                        + " can't be reached: connection refused (config:7). Start the cluster or mend the address;"
                        + " 'kubectl get --raw /version' shows whether it answers.");
        assertThat(server.traced).hasSize(1);
        assertThat(server.pauses).isEmpty();
    }

    @Test
    void tellsADeletionFromAnObjectThatWasGone() {
        server.answer(200, "{\"kind\": \"Status\", \"status\": \"Success\"}");
        assertThat(cluster.delete(ID, "u", Propagation.FOREGROUND)).isTrue();
        server.answer(409, StubServer.status(409, "Conflict", "uid")).answer(200, OBJECT.replace("\"u\"", "\"v\""));
        assertThat(cluster.delete(ID, "u", Propagation.FOREGROUND)).isFalse();
        server.answer(409, StubServer.status(409, "Conflict", "busy")).answer(200, OBJECT);
        assertThatThrownBy(() -> cluster.delete(ID, "u", Propagation.FOREGROUND))
                .hasMessage("ConfigMap/x: 409 Conflict");
    }
}
