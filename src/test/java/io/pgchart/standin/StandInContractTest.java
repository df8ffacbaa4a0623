package io.pgchart.standin;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FeedContract;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on the stand-in: asked over HTTP by the plugin's own client, as a real API server is. */
class StandInContractTest extends FeedContract {

    private static final String READER = "reader";

    private final AtomicLong secondsAhead = new AtomicLong();
    private final StandIn standIn;
    private final Cluster cluster;
    private final Cluster reader;

    StandInContractTest(@TempDir Path folder) throws IOException {
        standIn = StandIn.start(() -> Instant.now().plusSeconds(secondsAhead.get()), Duration.ofMillis(20), Map.of());
        standIn.writeKubeconfig(folder.resolve("kubeconfig"), "stand-in");
        cluster = connect(folder, null);
        reader = connect(folder, READER);
    }

    private static Cluster connect(Path folder, @Nullable String as) {
        Environment environment = Environment.ofProcess();
        ResolvedContext found =
                Kubeconfigs.resolve(new ConnectionRequest(folder.resolve("kubeconfig"), null, "default"), environment);
        Login.ActAs actAs = as == null ? null : new Login.ActAs(as, null, List.of(), Map.of());
        Login login = new Login(null, null, found.login().proof(), actAs);
        ResolvedContext context = new ResolvedContext(found.target(), false, found.server(), login, found.origin());
        return Fabric8Cluster.connect(context, environment, RequestTrace.NONE);
    }

    @BeforeEach
    void takeRightsAway() {
        standIn.deny(READER, new Access("patch", "v1", "ConfigMap", null, null));
        standIn.deny(READER, new Access("get", "v1", "Secret", null, "two"));
        standIn.deny(READER, new Access("get", "v1", "Pod", "log", null));
        standIn.deny(READER, new Access("list", "v1", "Pod", null, null));
        standIn.deny(READER, new Access("watch", "v1", "Pod", null, null));
        standIn.deny(READER, new Access("create", "v1", "Namespace", null, null));
    }

    @AfterEach
    void stop() {
        cluster.close();
        reader.close();
        standIn.close();
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected Cluster reader() {
        return reader;
    }

    @Override
    protected void letASecondPass() {
        secondsAhead.incrementAndGet();
    }
}
