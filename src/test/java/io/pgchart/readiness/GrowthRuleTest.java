package io.pgchart.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states that a claim has while its volume grows, as Kubernetes 1.34 and its resizers write them. */
final class GrowthRuleTest {

    private static final String CLAIM = """
            metadata: {name: data-postgresql-0, uid: c}
            spec: {resources: {requests: {storage: %s}}}
            status: {phase: Bound, capacity: {storage: 1Gi}%s}
            """;

    private static final String WARNING = """
            involvedObject: {uid: %s}
            reason: VolumeResizeFailed
            message: "resize volume failed: rpc error: quota of the project exceeded."
            lastTimestamp: "2026-11-27T10:00:00Z"
            """;

    @Test
    void aVolumeOfItsSizeIsReady() {
        assertThat(judged(CLAIM.formatted("1Gi", ""))).isEqualTo("READY: has 1Gi");
        assertThat(judged(CLAIM.formatted("1024Mi", ""))).isEqualTo("READY: has 1Gi");
        assertThat(judged(CLAIM.formatted("1000M", ""))).isEqualTo("READY: has 1Gi");
    }

    @Test
    void aSmallerOneGrows() {
        assertThat(judged(CLAIM.formatted("2Gi", ""))).isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi");
        assertThat(judged("metadata: {name: x}\nspec: {resources: {requests: {storage: 2Gi}}}"))
                .isEqualTo("IN_PROGRESS: grows, nothing of 2Gi");
    }

    @Test
    void aResizerThatFailsIsBorneForAWhile() {
        assertThat(judged(CLAIM.formatted("2Gi", ""), WARNING.formatted("c")))
                .isEqualTo(
                        "IN_PROGRESS: grows, 1Gi of 2Gi: resize volume failed: rpc error: quota of the project exceeded"
                                + "\nLONG VolumeResizeFailed");
        assertThat(judged(CLAIM.formatted("2Gi", ""), WARNING.formatted("other")))
                .isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi");
    }

    @Test
    void whatItWritesIntoTheClaimSaysMoreThanItsEvents() {
        String conditions = ", conditions: [{type: ControllerResizeError, status: 'True', message: no space left}]";
        assertThat(judged(CLAIM.formatted("2Gi", conditions), WARNING.formatted("c")))
                .isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi: no space left\nLONG ControllerResizeError");
    }

    @Test
    void whatIsNotFeasibleMayBeTriedAgain() {
        String infeasible = ", allocatedResourceStatuses: {storage: NodeResizeInfeasible}";
        assertThat(judged(CLAIM.formatted("2Gi", infeasible)))
                .isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi: the volume can't become that large"
                        + "\nLONG NodeResizeInfeasible");
        String conditions =
                infeasible + ", conditions: [{type: NodeResizeError, status: 'True', message: no such disk}]";
        assertThat(judged(CLAIM.formatted("2Gi", conditions)))
                .isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi: no such disk\nLONG NodeResizeError");
    }

    @Test
    void aFileSystemThatWaitsForItsNodeIsBorneForAWhile() {
        String pending = ", conditions: [{type: FileSystemResizePending, status: 'True'}]";
        assertThat(judged(CLAIM.formatted("2Gi", pending)))
                .isEqualTo("IN_PROGRESS: grows, 1Gi of 2Gi: its file system is to grow on the node"
                        + "\nLONG FileSystemResizePending");
    }

    private static String judged(String claim, String... warnings) {
        List<LiveObject> events =
                List.of(warnings).stream().map(text -> object("Event", text)).toList();
        Readiness readiness = ReadinessRules.growth(
                object("PersistentVolumeClaim", claim), new Surroundings(List.of(), List.of(), events));
        StringBuilder text = new StringBuilder(readiness.state() + ": " + readiness.text());
        readiness
                .faults()
                .forEach(fault ->
                        text.append('\n').append(fault.patience()).append(' ').append(fault.reason()));
        return text.toString();
    }

    private static LiveObject object(String kind, String yaml) {
        Problems problems = new Problems();
        MapNode tree = YamlReader.map(yaml, "object", problems);
        problems.throwIfAny();
        return new LiveObject(new ObjectId("v1", kind, "orders", "data-postgresql-0"), tree);
    }
}
