package io.pgchart.report;

import io.pgchart.plan.Plan;
import io.pgchart.release.ReleaseHistory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the actions tell while they run, one method an event. */
public interface Reporter {

    /** The release that is dealt with. */
    void release(String name, @Nullable String namespace);

    /** The release that is deployed, rolled back or removed, and where. */
    void release(Whereabouts whereabouts);

    /** The layers that were merged, from the weakest to the strongest. */
    void values(List<String> layers);

    /** A merged value, masked when it is secret. */
    void value(String path, String value, String origin);

    /** What was rendered and where it was written, with the files that changed. */
    void rendered(Rendered rendered);

    /** What a deploy is about to change, a line a change. */
    void plan(Plan plan);

    /** What a deploy would change, with every field that differs. */
    void differences(Plan plan);

    /** The revisions of a release, a line a revision. */
    void history(ReleaseHistory history);

    /** How an object of a release is. */
    void object(String object, String text);

    /** How the database of a pod is. */
    void database(String pod, String text);

    /** The outcome, in a sentence. */
    void outcome(String label, String text);

    /** The notes of the release, as the chart wrote them. */
    void notes(String notes);

    /** What is waited for has come into another state. */
    void waiting(String object, String text, Duration elapsed);

    /** What is waited for is still in this state; for whoever looks at a terminal. */
    void stillWaiting(String object, String text, Duration elapsed);

    /** Something that a running hook has to say: a line of its log, or what becomes of its pods. */
    void hook(String object, String text);

    /** A hook has ended. */
    void hookFinished(String object, String outcome, Duration elapsed);

    /** What became of an object that was to be removed: {@code removed}, {@code kept: …}. */
    void removal(String object, String outcome);

    /** Why something failed. */
    void diagnosis(Diagnosis diagnosis);

    /** Something that a user of an object has to know: {@code Secret/postgresql has no password}. */
    void note(String object, String text);

    /**
     * A release in a cluster.
     *
     * @param revision {@code 4}, {@code 3 -> 4}; {@code ""} when there is none
     * @param context of the kubeconfig; null inside a cluster
     */
    record Whereabouts(
            String release,
            String revision,
            String namespace,
            @Nullable String context) {}

    /**
     * The outcome of a rendering.
     *
     * @param directory as the user knows it
     * @param files how many files the output has now
     * @param changes what changed of them, in the order they are read
     */
    record Rendered(int manifests, int hooks, String directory, int files, List<FileChange> changes) {

        public Rendered {
            changes = List.copyOf(changes);
        }
    }
}
