package io.pgchart.action;

import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Differences;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.rollout.Notes;
import io.pgchart.yaml.MapNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts only when a database is first started: where a volume is there, a change of it would do nothing and be taken
 * for done.
 *
 * <p>A workload names such variables of its containers by an annotation, {@code POSTGRES_DB=postgresql.database}, each with
 * the value that it comes from; a ConfigMap whose files are read once says by one what to tell when it changes.
 */
record FirstStart(VolumeLookup volumes) {

    private static final String VARIABLES = "pgchart.io/first-start-variables";
    private static final String NOTE = "pgchart.io/note-on-change";

    /** Adds a problem for each variable that changes, and a note for each file. */
    void check(List<Proof> proofs, List<Problem> problems, Notes notes) {
        boolean isFirst = proofs.stream()
                .map(Proof::answer)
                .filter(answer -> answer.annotation(VARIABLES) != null)
                .allMatch(Planner::isCreated);
        for (Proof proof : proofs) {
            String note = proof.answer().annotation(NOTE);
            if (note != null && !isFirst && isChanged(proof)) {
                notes.add(proof.answer().id().shortName(), note);
            }
            String variables = proof.answer().annotation(VARIABLES);
            if (variables != null && proof.live() != null) {
                for (String variable : variables.split(" +", -1)) {
                    check(proof.live(), proof.answer(), variable, problems);
                }
            }
        }
    }

    private static boolean isChanged(Proof proof) {
        return Planner.isCreated(proof.answer())
                || (proof.live() != null
                        && Differences.of(proof.live(), proof.answer()).stream()
                                .anyMatch(difference -> difference.path().startsWith("data")));
    }

    private void check(LiveObject live, LiveObject answer, String variable, List<Problem> problems) {
        String[] parts = variable.split("=", 2);
        String before = value(live, parts[0]);
        String after = value(answer, parts[0]);
        if (before == null || after == null || before.equals(after)) {
            return;
        }
        for (ObjectId claim : LostCredentials.claims(answer)) {
            if (volumes.find(claim) != null) {
                problems.add(new Problem(
                        parts[parts.length - 1],
                        "is '" + after + "', but the database on " + claim.shortName() + " was made with '" + before
                                + "', and nothing makes or renames it later",
                        null,
                        "Set it back to '" + before + "'; what else is needed, make by SQL."));
                return;
            }
        }
    }

    /** The value of a variable of any container, or null. */
    private static @Nullable String value(LiveObject workload, String name) {
        for (MapNode container : workload.tree().mapsAt("spec", "template", "spec", "containers")) {
            for (MapNode variable : container.mapsAt("env")) {
                if (name.equals(variable.text("name"))) {
                    return variable.text("value");
                }
            }
        }
        return null;
    }
}
