package io.pgchart.cluster;

/**
 * A port of this machine, on its loopback address 127.0.0.1 alone, whose connections lead to the port of a pod.
 *
 * <p>None of its threads keeps a JVM from ending.
 */
public interface Tunnel extends AutoCloseable {

    /** The port of this machine. */
    int localPort();

    /** Breaks off its connections and takes no more. */
    @Override
    void close();
}
