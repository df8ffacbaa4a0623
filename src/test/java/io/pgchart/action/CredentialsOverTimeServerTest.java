package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsNode;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the hash of Secrets is, and how often pods are replaced for it, on a real API server. */
@NeedsNode
class CredentialsOverTimeServerTest {

    @TempDir
    private Path output;

    private Site site;

    @BeforeEach
    void install() {
        site = new Site(output);
        site.chart = null;
        site.values.put("postgresql.password", "planted-one");
        site.deploy();
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private LiveObject workload() {
        return Objects.requireNonNull(site.find("apps/v1", "StatefulSet", "postgresql"));
    }

    private String hash() {
        return workload().text("spec", "template", "metadata", "annotations", "pgchart.io/secret-hash");
    }

    private String revision() {
        return workload().number(0, "metadata", "generation") + " " + workload().text("status", "updateRevision");
    }

    private long revisions() {
        return site.tools
                .kubectl("", "get", "controllerrevisions", "-o", "name")
                .orThrow()
                .lines()
                .count();
    }

    @Test
    void anInstallMakesOneRevisionAndTheNextDeployNone() {
        assertThat(hash()).hasSize(64);
        assertThat(workload().number(0, "metadata", "generation")).isEqualTo(1);
        assertThat(revisions()).isEqualTo(1);
        String before = revision();
        site.letSecondsPass();
        site.deploy();
        assertThat(site.console.text()).contains("Unchanged");
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aSecretAndTheConfigurationChangeTogetherInOneRevision() {
        String before = hash();
        site.values.put("postgresql.password", "planted-two");
        site.values.put("postgresql.config.work_mem", "8MB");
        site.deploy();
        assertThat(hash()).isNotEqualTo(before);
        assertThat(workload().number(0, "metadata", "generation")).isEqualTo(2);
        assertThat(revisions()).isEqualTo(2);

        // Now it is the own manager's alone, and then helm's no more.
        site.values.put("postgresql.config.work_mem", "16MB");
        site.deploy();
        site.values.put("postgresql.password", "planted-three");
        site.deploy();
        assertThat(workload().number(0, "metadata", "generation")).isEqualTo(4);
        assertThat(revisions()).isEqualTo(4);
        site.letSecondsPass();
        site.deploy();
        assertThat(workload().number(0, "metadata", "generation")).isEqualTo(4);
    }

    @Test
    void aRollbackByHelmLeavesTheHashWhereItIs() {
        site.values.put("service.port", "6432");
        site.deploy();
        String before = hash();
        String revision = revision();
        site.tools.run("helm", "", "rollback", Site.RELEASE, "1").orThrow();
        assertThat(hash()).isEqualTo(before);
        assertThat(revision()).isEqualTo(revision);
        site.deploy();
        assertThat(hash()).isEqualTo(before);
        assertThat(revision()).as("no second restart").isEqualTo(revision);
    }
}
