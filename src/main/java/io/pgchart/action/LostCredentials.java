package io.pgchart.action;

import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Proof;
import io.pgchart.rollout.SecretKeys;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Volumes outlive their release, and the database on them knows no other password than the one it was made with: where
 * a volume is there and the generated password is not, nothing may be generated.
 */
record LostCredentials(VolumeLookup volumes) {

    /** Adds a problem for each credential that is gone while a volume is there. */
    void check(List<Proof> proofs, List<Problem> problems) {
        for (Proof proof : proofs) {
            String key = proof.answer().annotation(SecretKeys.GENERATED_KEY);
            if (key != null
                    && isMissing(proof.answer(), key)
                    && (proof.live() == null || isMissing(proof.live(), key))) {
                check(proof.answer(), key, proofs, problems);
            }
        }
    }

    private static boolean isMissing(LiveObject secret, String key) {
        return secret.at("data", key) == null;
    }

    private void check(LiveObject secret, String key, List<Proof> proofs, List<Problem> problems) {
        List<ObjectId> claims = new ArrayList<>();
        proofs.forEach(proof -> claims.addAll(claims(proof.answer())));
        for (ObjectId claim : claims) {
            if (volumes.find(claim) != null) {
                problems.add(new Problem(
                        secret.id().shortName(),
                        "has no key '" + key + "', but " + claim.shortName()
                                + " is there, with a database that knows its old password",
                        null,
                        "Give that password (postgresql.password), restore the Secret, or remove the volume with all"
                                + " its data: kubectl delete pvc " + claim.name() + "."));
                return;
            }
        }
    }

    /** The claims of the first instance of a workload. */
    static List<ObjectId> claims(LiveObject workload) {
        List<ObjectId> claims = new ArrayList<>();
        if (workload.at("spec", "volumeClaimTemplates") instanceof ListNode templates) {
            for (Node template : templates.items()) {
                String volume = template instanceof MapNode map && map.map("metadata") != null
                        ? String.valueOf(map.map("metadata").text("name"))
                        : "";
                String name = volume + "-" + workload.id().name() + "-0";
                claims.add(new ObjectId(
                        "v1", "PersistentVolumeClaim", workload.id().namespace(), name));
            }
        }
        return claims;
    }
}
