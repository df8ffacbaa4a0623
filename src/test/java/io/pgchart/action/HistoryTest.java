package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.FakeServer;
import io.pgchart.error.ClusterException;
import io.pgchart.golden.Golden;
import io.pgchart.report.RecordingSink;
import io.pgchart.report.TextReporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Path RECORDS = Path.of("src", "test", "resources", "records");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "history");

    private final FakeServer server = new FakeServer();
    private final RecordingSink console = new RecordingSink();

    private void record(String release, int revision, String status, String text) {
        String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        server.put("{apiVersion: v1, kind: Secret, type: helm.sh/release.v1, metadata: {name: sh.helm.release.v1."
                + release + ".v" + revision + ", labels: {owner: helm, name: " + release + ", status: " + status
                + ", version: '" + revision + "'}}, data: {release: " + data + "}}");
    }

    private void run(String release) {
        new History(server.connect(), new TextReporter(console)).run(new HistoryRequest(release));
    }

    @Test
    void tellsTheRevisionsAsHelmDoes() throws IOException {
        record("a", 1, "superseded", "damaged");
        record("a", 2, "superseded", Files.readString(RECORDS.resolve("helm-3-superseded.txt")));
        record("a", 3, "uninstalled", Files.readString(RECORDS.resolve("helm-3-uninstalled.txt")));
        record("b", 1, "deployed", Files.readString(RECORDS.resolve("helm-3-least.txt")));
        run("a");
        Golden.check(GOLDEN.resolve("revisions-of-helm-3-and-a-damaged-one.txt"), console.text());
    }

    @Test
    void tellsWhyARevisionFailedOnOneLine() throws IOException {
        record("bad", 1, "failed", Files.readString(RECORDS.resolve("helm-4-failed-hook.txt")));
        run("bad");
        Golden.check(GOLDEN.resolve("a-failed-hook-of-helm-4.txt"), console.text());
    }

    @Test
    void saysWhereItLookedForAReleaseThatIsNotThere() {
        assertThatThrownBy(() -> run("orders"))
                .isInstanceOf(ClusterException.class)
                .hasMessage("release orders: is not in namespace orders of https://fake.invalid:6443."
                        + " Name another one with <releaseName>, <namespace> or <context>, or look at 'helm list -A'.");
    }

    @Test
    void saysThatSecretsMayNotBeRead() {
        server.deny(new Access("list", "v1", "Secret", null, null));
        assertThatThrownBy(() -> run("orders"))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("Secret: is forbidden");
    }
}
