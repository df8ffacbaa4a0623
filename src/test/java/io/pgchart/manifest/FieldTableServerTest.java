package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Compares the field table with what a real API server says of itself, and makes it anew.
 *
 * <p>To make it from another Kubernetes: {@code PGCHART_TEST_KUBECONFIG=$HOME/.kube/config ./mvnw test
 * -Dtest=FieldTableServerTest -Dgolden.update=true}. The server should have no custom resources in it and its
 * feature gates as they are by default; nothing but its description is read.
 */
@NeedsRealServer
class FieldTableServerTest {

    private static final Path TABLE =
            Path.of("src/main/resources/io/pgchart/manifest").resolve(FieldTable.RESOURCE);

    @Test
    void theTableIsWhatTheServerSaysOfItself() throws IOException {
        try (RealServer server = RealServer.connect()) {
            String made = new FieldTableMaker(server::get).table();
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(TABLE, made);
            }
            assertThat(Files.readString(TABLE)).isEqualTo(made);
        }
    }
}
