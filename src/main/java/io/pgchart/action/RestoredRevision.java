package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.release.Opening;
import io.pgchart.release.Operation;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.Revision;
import io.pgchart.release.Tenure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The revision in which a database is brought back.
 *
 * <p>Of a release that is there it has the same objects as the one that is deployed: a restore changes data, not
 * configuration, and whoever does it at night may not have the project at hand. Where there is none, after a disaster or
 * for a copy, it is what the project's values make, as in a deploy.
 *
 * @param deployed the record whose objects these are; null where the release is not there
 * @param candidate what was rendered; null where the release is there
 */
record RestoredRevision(
        Opening opening,
        @Nullable ReleaseRecord deployed,
        @Nullable Candidate candidate) {

    static RestoredRevision of(Opening opening, RenderRequest request) {
        Revision good = opening.history().lastGood();
        if (good != null) {
            List<Problem> flaws = good.record().flaws();
            if (!flaws.isEmpty()) {
                throw new ClusterException(flaws);
            }
            return new RestoredRevision(opening, good.record(), null);
        }
        Rendering rendering = Rendering.of(request);
        Candidate candidate = Candidate.of(rendering, opening.history());
        rendering.write(rendering.files(candidate.rendered()));
        return new RestoredRevision(opening, null, candidate);
    }

    /** Whether the release was there before. */
    boolean isThere() {
        return deployed != null;
    }

    ReleaseObjects objects() {
        return deployed == null ? rendered().objects() : deployed.objects();
    }

    /** What runs its hooks: none after a restore of what is there, for nothing of the release changes. */
    Operation operation() {
        return candidate == null ? Operation.ROLLBACK : candidate.operation();
    }

    /** Whether no earlier helm's fields have to be made ours first. */
    boolean isServerSideApplied() {
        return Revisions.areServerSideApplied(opening.history());
    }

    /** The notes to print: where the release is new. */
    String notes() {
        return candidate == null ? "" : candidate.rendered().notes();
    }

    /** Begins it; null when somebody else was faster. */
    @Nullable
    Tenure begin(Workbench workbench, String description, int historyMax) {
        return deployed == null
                ? workbench.releases().begin(opening, rendered().content(), historyMax)
                : workbench.releases().beginRollback(opening, deployed, description, historyMax);
    }

    private Candidate rendered() {
        return Objects.requireNonNull(candidate, "neither deployed nor rendered");
    }

    /** The pods of that instance's database. */
    DatabasePods pods(String release, int instance) {
        return pods(objects().manifests(), release, instance);
    }

    static DatabasePods pods(List<Manifest> manifests, String release, int instance) {
        DatabasePods pods = DatabasePods.among(manifests);
        if (pods == null) {
            throw new ClusterException(Backup.withoutBackups(release));
        }
        if (instance < 0 || instance >= pods.instances()) {
            throw new InvalidInputException(List.of(new Problem(
                    "instance",
                    "there is none of number " + instance + ", only 0 to " + (pods.instances() - 1),
                    null,
                    "Set one of them: -Dpgchart.restore.instance, -Dpgchart.verify.instance.")));
        }
        return pods;
    }
}
