package io.pgchart.cluster;

import java.time.Duration;

/** The contract, on the cluster in memory. */
class FakeClusterTest extends FeedContract {

    private final FakeServer server = new FakeServer();
    private final Cluster cluster = server.connect();

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected Cluster reader() {
        FakeCluster reader = server.connect();
        reader.deny(new Access("patch", "v1", "ConfigMap", null, null));
        reader.deny(new Access("get", "v1", "Secret", null, "two"));
        reader.deny(new Access("get", "v1", "Pod", "log", null));
        reader.deny(new Access("list", "v1", "Pod", null, null));
        reader.deny(new Access("watch", "v1", "Pod", null, null));
        reader.deny(new Access("create", "v1", "Namespace", null, null));
        return reader;
    }

    @Override
    protected void letASecondPass() {
        server.clock().advance(Duration.ofSeconds(1));
    }
}
