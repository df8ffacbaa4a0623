package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever lost what they held sends nothing any more, a request that the server has refused for the moment neither. */
class GuardTest {

    private static final ObjectId ID = new ObjectId("v1", "ConfigMap", null, "x");
    private static final String OBJECT =
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"x\", \"namespace\": \"orders\","
                    + " \"uid\": \"u\", \"resourceVersion\": \"7\"}}";
    private static final MapNode WANTED = FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}");
    private static final MapNode REPLACED =
            FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: x, resourceVersion: '7'}}");
    private static final ContainerRef CONTAINER = new ContainerRef("p", "c", false);
    private static final String LOST = "release orders-db: no longer holds revision 3. Run it again.";

    private final StubServer server = new StubServer();
    private final Fabric8Cluster cluster = server.connect();
    private int asked;
    private int heldFor = Integer.MAX_VALUE;
    private final Cluster guarded = cluster.guarded(this::ensureHeld);

    private void ensureHeld() {
        if (++asked > heldFor) {
            throw new ClusterException(
                    new Problem("release orders-db", "no longer holds revision 3", null, "Run it again."));
        }
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    static Stream<Named<Consumer<Cluster>>> writes() {
        return Stream.of(
                Named.of("apply", to -> to.apply(WANTED, new ApplyOptions("helm", false, false))),
                Named.of("create", to -> to.create(WANTED, false)),
                Named.of("replace", to -> to.replace(REPLACED)),
                Named.of("delete", to -> to.delete(ID, "u", Propagation.FOREGROUND)),
                Named.of("exec", to -> to.exec(CONTAINER, List.of("true"), new byte[0], Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void nothingIsSentThatIsNotHeldFor(Consumer<Cluster> write) {
        heldFor = 0;
        assertThatThrownBy(() -> write.accept(guarded)).hasMessage(LOST);
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void nothingIsSentAgainThatIsHeldForNoLonger(Consumer<Cluster> write) {
        heldFor = 1;
        server.answer(429, StubServer.status(429, "TooManyRequests", "later"));
        assertThatThrownBy(() -> write.accept(guarded)).hasMessage(LOST);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void whatMayHaveBeenDoneIsLookedForAndNotDoneAgain() {
        server.answer(200, OBJECT);
        guarded.get(ID);
        heldFor = 1;
        server.hangUp().answer(404, "");
        assertThatThrownBy(() -> guarded.create(WANTED, false)).hasMessage(LOST);

        asked = 0;
        server.answer(503, "").answer(200, OBJECT);
        assertThatThrownBy(() -> guarded.replace(REPLACED)).hasMessage(LOST);
        assertThat(server.asked)
                .extracting(request -> request.replaceAll(" .*", ""))
                .containsExactly("GET", "POST", "GET", "PUT", "GET");
    }

    @Test
    void whatIsStillHeldForIsSentAgain() {
        server.answer(503, "").answer(500, "").answer(200, OBJECT);
        guarded.apply(WANTED, new ApplyOptions("helm", false, false));
        assertThat(server.asked).hasSize(3);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatChangesNothingNeedsNoHold() {
        heldFor = 0;
        server.answer(503, "").answer(200, OBJECT).answer(503, "").answer(200, OBJECT);
        guarded.apply(WANTED, new ApplyOptions("helm", false, true));
        guarded.create(WANTED, true);
        server.answer(200, OBJECT).answer(200, "{\"items\": []}");
        guarded.get(ID);
        guarded.list(Selection.named("v1", "ConfigMap", "x"));
        server.answer(503, "").answer(200, OBJECT);
        cluster.apply(WANTED, new ApplyOptions("helm", false, false));
        assertThat(asked).isZero();
    }
}
