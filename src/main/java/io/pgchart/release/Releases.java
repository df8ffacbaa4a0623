package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The releases of a namespace, and the right to change one of them.
 *
 * <p>Creating the next revision is the lock, which Helm respects too: of two who try, the API server lets one.
 */
public final class Releases {

    private final Cluster cluster;
    private final InstantSource clock;
    private final Queue queue;
    private final Beginning beginning;

    /** @param clock of the records' times, and by which the grace of a holder is measured */
    public Releases(Cluster cluster, Machine machine, InstantSource clock, Ticker ticker, Intervals intervals) {
        this.cluster = cluster;
        this.clock = clock;
        this.queue = new Queue(cluster, machine, clock, intervals);
        this.beginning = new Beginning(cluster, machine, clock, ticker, intervals);
    }

    /** The revisions of a release, whether somebody works on it or not; without any when there is no such release. */
    public ReleaseHistory history(String release) {
        return ReleaseHistory.read(cluster, release);
    }

    /**
     * Waits until nobody works on a release, and writes nothing.
     *
     * @throws io.pgchart.error.ClusterException when that takes too long, or a helm is at work or died at it
     */
    public Opening await(String release, Waiting waiting) {
        return queue.await(release, waiting, false);
    }

    /** The same before an uninstallation, which also ends one that a helm began. */
    public Opening awaitUninstall(String release, Waiting waiting) {
        return queue.await(release, waiting, true);
    }

    /** Why a revision would not fit into its Secret, naming what takes the room; null when it fits. */
    public @Nullable Problem sizeProblem(String release, ReleaseContent content) {
        return RecordSize.problem(record(release, 1, info(Operation.INSTALL, null, "", ""), content, Map.of()));
    }

    /**
     * Begins an install or an upgrade.
     *
     * @param most how many revisions are kept, 0 for all
     * @return null when somebody else was faster: wait for the next opening, and plan anew
     * @throws InvalidInputException when it would not fit, before anything is written
     */
    public @Nullable Tenure begin(Opening opening, ReleaseContent content, int most) {
        ReleaseHistory history = opening.history();
        Operation operation = history.next();
        ReleaseRecord last = last(history);
        ReleaseInfo info = info(operation, last, operation.begun(), content.notes());
        Map<String, String> labels = last == null ? Map.of() : last.labels();
        return begin(opening, record(history.release(), history.nextRevision(), info, content, labels), most);
    }

    /**
     * Begins to go back to an earlier revision, whose manifests, hooks, values and notes the new one has.
     *
     * @param most how many revisions are kept, 0 for all
     * @return null when somebody else was faster
     */
    public @Nullable Tenure beginRollback(Opening opening, ReleaseRecord target, int most) {
        return beginRollback(opening, target, "Rollback to " + target.revision(), most);
    }

    /**
     * The same for another reason.
     *
     * @param description in the words that the history is to have for it
     */
    public @Nullable Tenure beginRollback(Opening opening, ReleaseRecord target, String description, int most) {
        ReleaseHistory history = opening.history();
        ReleaseInfo info = info(
                Operation.ROLLBACK, last(history), description, target.info().notes());
        String namespace = cluster.target().namespace();
        ReleaseRecord record = ReleaseRecord.made(
                RecordTree.copy(target.tree(), namespace, history.nextRevision(), info), target.labels());
        return begin(opening, record, most);
    }

    /**
     * Begins an uninstallation: the newest revision says so.
     *
     * @param opening with a revision
     * @return null when somebody else was faster
     */
    public @Nullable Tenure beginUninstall(Opening opening) {
        return beginning.uninstall(opening);
    }

    private @Nullable Tenure begin(Opening opening, ReleaseRecord record, int most) {
        Problem tooLarge = RecordSize.problem(record);
        if (tooLarge != null) {
            throw new InvalidInputException(List.of(tooLarge));
        }
        return beginning.create(opening, record, most);
    }

    private static @Nullable ReleaseRecord last(ReleaseHistory history) {
        Revision newest = history.newest();
        return newest == null ? null : newest.record();
    }

    private ReleaseInfo info(Operation operation, @Nullable ReleaseRecord last, String description, String notes) {
        Instant now = clock.instant();
        Instant first = operation == Operation.INSTALL || last == null
                ? null
                : last.info().firstDeployed();
        return new ReleaseInfo(first == null ? now : first, now, null, description, operation.pending(), notes);
    }

    private ReleaseRecord record(
            String release, int revision, ReleaseInfo info, ReleaseContent content, Map<String, String> labels) {
        String namespace = cluster.target().namespace();
        return ReleaseRecord.made(RecordTree.of(release, namespace, revision, info, content), labels);
    }
}
