package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import java.util.List;

/** A PersistentVolumeClaim is bound, or waits for its first pod. */
final class ClaimRule {

    /**
     * Written when a volume begins to be made; a claim whose class waits for its first consumer has none until then.
     * Source: Kubernetes' pkg/controller/volume/persistentvolume, {@code setClaimProvisioner}.
     */
    private static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";

    private ClaimRule() {}

    static Readiness judge(LiveObject claim, Surroundings around) {
        String phase = claim.text("status", "phase");
        if (phase.equals("Bound")) {
            return Readiness.ready("bound");
        }
        LiveObject warning = Warnings.about(claim, around).newest("ProvisioningFailed", "FailedBinding");
        if (phase.equals("Lost")) {
            return Readiness.failed(fault(claim, "Lost", "its volume is gone", Patience.NONE));
        }
        if (warning != null) {
            String message = Fields.oneLine(warning.text("message"));
            Fault fault = fault(claim, warning.text("reason"), message, Patience.LONG);
            return Readiness.of("Pending: " + message, List.of(fault));
        }
        return claim.annotation(PROVISIONER) == null
                ? Readiness.ready("waits for its first pod")
                : Readiness.inProgress("Pending: a volume is made");
    }

    private static Fault fault(LiveObject claim, String reason, String detail, Patience patience) {
        String name = claim.id().shortName();
        String nextStep =
                "Check its StorageClass: kubectl describe pvc/" + claim.id().name() + ".";
        return new Fault(name, claim.uid(), "", reason, detail, patience, nextStep);
    }
}
