package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.syntax.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * A claim has grown when its volume, and the file system on it, are as large as it asks for.
 *
 * <p>Source: Kubernetes' "Persistent Volumes", expanding claims, and pkg/volume/util/resize_util.go: what makes the volume
 * larger comes first, the node that has it mounted second, and the capacity is written last.
 */
final class GrowthRule {

    private final LiveObject claim;
    private final Surroundings around;
    private final List<Fault> faults = new ArrayList<>();

    private GrowthRule(LiveObject claim, Surroundings around) {
        this.claim = claim;
        this.around = around;
    }

    static Readiness judge(LiveObject claim, Surroundings around) {
        return new GrowthRule(claim, around).judge();
    }

    private Readiness judge() {
        String asked = claim.text("spec", "resources", "requests", "storage");
        String capacity = claim.text("status", "capacity", "storage");
        if (!isLess(capacity, asked)) {
            return Readiness.ready("has " + capacity);
        }
        errors();
        warnings();
        pendingFileSystem();
        String progress = "grows, " + (capacity.isEmpty() ? "nothing" : capacity) + " of " + asked;
        return Readiness.of(
                faults.isEmpty() ? progress : progress + ": " + faults.get(0).detail(), faults);
    }

    /**
     * What failed, in the words of who tried it. It stands there until it is tried again, also when it would succeed by now:
     * even what can't be done is borne for a while.
     */
    private void errors() {
        for (String type : List.of("ControllerResizeError", "NodeResizeError")) {
            if (Fields.is(claim, type)) {
                add(type, Fields.text(Fields.condition(claim, type), "message"));
            }
        }
        String resize = claim.text("status", "allocatedResourceStatuses", "storage");
        if (resize.endsWith("Infeasible") && faults.isEmpty()) {
            add(resize, "the volume can't become that large");
        }
    }

    private void warnings() {
        LiveObject event = Warnings.about(claim, around).newest("VolumeResizeFailed", "FileSystemResizeFailed");
        if (event != null && faults.isEmpty()) {
            add(event.text("reason"), event.text("message"));
        }
    }

    /** Drivers that can't enlarge a file system in use leave it so until the pod is started anew. */
    private void pendingFileSystem() {
        if (Fields.is(claim, "FileSystemResizePending") && faults.isEmpty()) {
            String nextStep = "If its driver grows file systems only as a pod starts, delete the pod that uses it;"
                    + " then run the goal again.";
            add("FileSystemResizePending", "its file system is to grow on the node", nextStep);
        }
    }

    private void add(String reason, String message) {
        String nextStep =
                "See kubectl describe pvc/" + claim.id().name() + "; when what it names is mended, run the goal again.";
        add(reason, message, nextStep);
    }

    private void add(String reason, String message, String nextStep) {
        String name = claim.id().shortName();
        faults.add(new Fault(name, claim.uid(), "", reason, Fields.oneLine(message), Patience.LONG, nextStep));
    }

    private static boolean isLess(String capacity, String asked) {
        if (Quantity.flaw(asked) != null) {
            return false;
        }
        return Quantity.flaw(capacity) != null || Quantity.amount(capacity).compareTo(Quantity.amount(asked)) < 0;
    }
}
