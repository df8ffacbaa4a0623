package io.pgchart.cluster;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of a Kubernetes API server.
 *
 * <p>An id or an object without a namespace is this one's, if its kind lives in a namespace at all; what is answered
 * always names the namespace that it lives in. All methods may be called from several threads. Answers that may be passing (429, and 5xx where asking again is safe) are asked again a
 * few times before they are told. Every method throws {@link RefusedException} when the server answers no, and
 * {@link io.pgchart.error.ClusterException} when there is no answer or the credentials are not accepted.
 */
public interface Cluster extends AutoCloseable {

    /** What this is, in the user's words; known without a request. */
    Target target();

    /** The object, or null when there is none. */
    @Nullable
    LiveObject get(ObjectId id);

    /** The objects that a selection shows now. */
    List<LiveObject> list(Selection selection);

    /**
     * A server-side apply with strict field validation.
     *
     * @param object what is wanted of it; only the fields that the manager is to own
     * @return the object as it is now, or would be in a dry run. An apply that changes nothing leaves
     *     {@code resourceVersion} as it was; a dry run that would change something leaves it too, but answers with
     *     another time in the manager's entry of {@code managedFields}
     */
    LiveObject apply(MapNode object, ApplyOptions options);

    /**
     * Creates an object that must not be there yet (409 {@code AlreadyExists} otherwise), with strict field validation,
     * as the field manager {@code helm}.
     */
    LiveObject create(MapNode object, boolean dryRun);

    /**
     * Replaces an object whose {@code metadata.resourceVersion} is still the given one (409 {@code Conflict} otherwise),
     * as the field manager {@code helm}. Where it has {@code metadata.managedFields}, they replace those it had.
     */
    LiveObject replace(MapNode object);

    /**
     * Asks for an object's deletion; it may stay for a while, being deleted.
     *
     * @param uid deletes only the object with this uid, or any when null
     * @return false when there is no such object (any more), also when there is one of the name with another uid
     */
    boolean delete(ObjectId id, @Nullable String uid, Propagation propagation);

    /** Those of the accesses that the user does not have, in the order given. */
    List<Access> denied(List<Access> wanted);

    /** A new stream of what happens; empty until something is watched or followed. */
    Feed feed();

    /** The lines that a container has written, at most the last ones; none when it did not run (yet), or is gone. */
    List<String> lastLog(ContainerRef container, int lines);

    /**
     * Runs a command in a running container, to its end. It is never asked for twice once it may have begun.
     *
     * @param command the program and its arguments; never a secret, for servers log them
     * @param input what it reads on its standard input. Servers before 1.30 can't tell it where that ends, so a command
     *     had better know by itself, from a line's end
     * @param patience until it has ended; a command that takes longer goes on unseen
     * @throws RefusedException also when there is no such pod or program, or the container does not run
     * @throws io.pgchart.error.ClusterException also when the connection broke before the end was told: then nobody knows
     *     what became of the command
     */
    Execution exec(ContainerRef container, List<String> command, byte[] input, Duration patience);

    /**
     * Opens a port of this machine whose connections lead to a port of a pod, each by a stream of its own: those that are
     * made after the pod was replaced reach the new one. It stays open until it is closed itself, also when this is.
     *
     * @param localPort 0 for a free one
     * @param trouble hears, from any thread, in words why a connection that a client made came to nothing
     * @throws BindException when the local port can't be had
     */
    Tunnel forward(PodPort target, int localPort, Consumer<String> trouble) throws BindException;

    /** The server's own clock as its latest answer told it, to the second; before any answer, the epoch. */
    Instant serverTime();

    /**
     * The same cluster for whoever may change it only as long as something holds. It is closed with this one.
     *
     * @param guard asked, from any thread, before each request that changes something or runs a command, and before each
     *     time that such a request is sent again; what it throws the caller gets, and nothing is sent
     */
    Cluster guarded(Runnable guard);

    /** Ends all connections but those of tunnels; anything after that fails. */
    @Override
    void close();
}
