package io.pgchart.cluster;

import java.util.function.Consumer;

/** A tunnel of a {@link FakeServer}: nobody can connect to it, but it can be looked at. */
public final class FakeTunnel implements Tunnel {

    private final PodPort target;
    private final int localPort;
    private final Consumer<String> trouble;
    private volatile boolean isOpen = true;

    FakeTunnel(PodPort target, int localPort, Consumer<String> trouble) {
        this.target = target;
        this.localPort = localPort;
        this.trouble = trouble;
    }

    public PodPort target() {
        return target;
    }

    public boolean isOpen() {
        return isOpen;
    }

    /** As if a client's connection had come to nothing. */
    public void fail(String why) {
        trouble.accept(why);
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public void close() {
        isOpen = false;
    }
}
