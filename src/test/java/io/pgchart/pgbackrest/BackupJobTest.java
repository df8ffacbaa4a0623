package io.pgchart.pgbackrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupJobTest {

    private static final String CRON_JOB = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: postgresql-pgbackrest-incr, namespace: orders, uid: u1}
            spec:
              schedule: 0 2 * * 1-6
              suspend: true
              jobTemplate:
                spec:
                  activeDeadlineSeconds: 60
                  template:
                    spec:
                      initContainers:
                      - {name: wait, args: [wait, pod/incr]}
                      - {name: backup, args: [exec, incr, --, sh, /etc/pgbackrest/backup.sh, incr, '60']}
                      containers:
                      - {name: verify, args: [exec, incr, --, sh, /etc/pgbackrest/backup.sh, verify, incr, '60']}
            """;

    @Test
    void aCronJobIsKnownByWhatItsScriptIsAskedFor() {
        assertThat(BackupJob.typeOf(tree(CRON_JOB))).isEqualTo(BackupType.INCR);
        assertThat(BackupJob.typeOf(tree(CRON_JOB.replace("backup.sh, incr", "backup.sh, full"))))
                .isEqualTo(BackupType.FULL);
    }

    @Test
    void whatDoesNotCallTheScriptMakesNoBackups() {
        assertThat(BackupJob.typeOf(tree(CRON_JOB.replace("backup.sh", "clean.sh"))))
                .isNull();
        assertThat(BackupJob.typeOf(tree(CRON_JOB.replace("incr, '60'", "nightly"))))
                .isNull();
        assertThat(BackupJob.typeOf(tree("{kind: ConfigMap, data: {spec: backup.sh}}")))
                .isNull();
        assertThatThrownBy(() -> BackupJob.of(live("{kind: ConfigMap}"), BackupType.FULL, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJobIsTheCronJobsAndNothingOfItsSchedule() {
        String job = JsonText.of(BackupJob.of(live(CRON_JOB), BackupType.INCR, "postgresql-pgbackrest-incr-now"));

        assertThat(job)
                .contains("\"metadata\": {\"name\": \"postgresql-pgbackrest-incr-now\","
                        + "\"annotations\": {\"cronjob.kubernetes.io/instantiate\": \"manual\"},"
                        + "\"ownerReferences\": [{\"apiVersion\": \"batch/v1\",\"kind\": \"CronJob\","
                        + "\"name\": \"postgresql-pgbackrest-incr\",\"uid\": \"u1\",\"controller\": true}]}");
        assertThat(job)
                .contains("\"activeDeadlineSeconds\": 60", "/backup.sh\",\"incr\",")
                .doesNotContain("schedule", "suspend");
    }

    @Test
    void onlyTheWordOfTheScriptChangesWithTheType() {
        String incr = JsonText.of(BackupJob.of(live(CRON_JOB), BackupType.INCR, "x"));
        String diff = JsonText.of(BackupJob.of(live(CRON_JOB), BackupType.DIFF, "x"));

        assertThat(diff)
                .isEqualTo(incr.replace("backup.sh\",\"incr\"", "backup.sh\",\"diff\"")
                        .replace("\"verify\",\"incr\"", "\"verify\",\"diff\""))
                .isNotEqualTo(incr)
                .contains("pod/incr");
    }

    @Test
    void typesAreThoseOfPgBackRest() {
        assertThat(List.of(BackupType.values()))
                .allSatisfy(type -> assertThat(BackupType.of(type.toString())).isEqualTo(type));
        assertThat(BackupType.of("weekly")).isNull();
        assertThat(BackupType.words()).isEqualTo("full, diff, incr");
    }

    private static MapNode tree(String yaml) {
        return FakeServer.yaml(yaml);
    }

    private static LiveObject live(String yaml) {
        return new LiveObject(new ObjectId("batch/v1", "CronJob", "orders", "postgresql-pgbackrest-incr"), tree(yaml));
    }
}
