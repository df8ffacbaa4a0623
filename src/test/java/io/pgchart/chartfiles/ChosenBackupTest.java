package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.InvalidInputException;
import io.pgchart.pgbackrest.Repository;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.pgbackrest.RestorePlanner;
import io.pgchart.pgbackrest.RestoreTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The CronJob of verify has nobody to choose a backup for it: {@code restore.sh} chooses the one that the goal would, and
 * not the newest of all.
 */
class ChosenBackupTest {

    private static final int TRIALS = 30;
    private static final String ONE = "20261127-100000F";
    private static final String TWO = "20261127-120000F";

    @TempDir
    private Path home;

    /** A backup as both of pgBackRest's forms tell of it. */
    private record Held(String label, int database, int timeline, long end, boolean isDamaged, long stop) {

        String wal() {
            return String.format(Locale.ROOT, "%08X%08X%08X", timeline, end >> 32, (end & 0xFFFF_FFFFL) >> 24);
        }

        String place() {
            return String.format(Locale.ROOT, "%X/%X", end >> 32, end & 0xFFFF_FFFFL);
        }

        String inInfo() {
            return "{\"label\":\"" + label + "\",\"type\":\"full\",\"error\":" + isDamaged + ",\"database\":{\"id\":"
                    + database
                    + "},\"archive\":{\"start\":\"" + wal() + "\",\"stop\":\"" + wal() + "\"},\"lsn\":{\"stop\":\""
                    + place()
                    + "\"},\"timestamp\":{\"start\":" + (stop - 10) + ",\"stop\":" + stop
                    + "},\"info\":{\"size\":100}}";
        }

        /** As pgBackRest 2.45 wrote it. */
        String inList() {
            return label
                    + "={\"backrest-format\":5,\"backrest-version\":\"2.45\",\"backup-annotation\":{\"by\":\"a, \\\"b\\\"\"},"
                    + "\"backup-archive-start\":\"" + wal() + "\",\"backup-archive-stop\":\"" + wal()
                    + "\",\"backup-error\":"
                    + isDamaged
                    + ",\"backup-info-repo-size\":23,\"backup-info-size\":100,\"backup-lsn-start\":\"0/2000028\","
                    + "\"backup-lsn-stop\":\"" + place() + "\",\"backup-reference\":[\"" + label
                    + "\"],\"backup-timestamp-start\":" + (stop - 10) + ",\"backup-timestamp-stop\":" + stop
                    + ",\"backup-type\":\"full\",\"db-id\":" + database + ",\"option-online\":true}";
        }
    }

    @Test
    void rightAfterARestoreTheNewestBackupIsOnTheAbandonedEnd() {
        List<Held> held = List.of(
                new Held(ONE, 1, 1, 0x5000000, false, 1_000_000), new Held(TWO, 1, 1, 0x9000000, false, 1_000_100));
        Map<Integer, String> histories = Map.of(2, "1\t0/7000000\tbefore 2026-11-27 10:30:00+00\n");

        assertThat(script(held, histories)).isEqualTo(ONE + " 2");
        assertThat(script(held, Map.of())).isEqualTo(TWO + " 1");
    }

    @Test
    void whatLeadsNowhereIsSaidSo() {
        List<Held> held = List.of(new Held(TWO, 1, 1, 0x9000000, false, 1_000_100));

        assertThat(script(held, Map.of(2, "1\t0/7000000\tbefore\n")))
                .isEqualTo(
                        "postgresql-0: no sound backup in /orders/orders-db/postgresql-0 leads to its newest timeline, 2."
                                + " Make one: goal backup.");
    }

    @Test
    void aPathWithoutBackupsIsSaidToBeOne() {
        RestoreScript script = new RestoreScript(home.resolve("empty"));

        RestoreScript.Ended ended = script.run("verify");

        assertThat(ended.code()).isEqualTo(55);
        assertThat(ended.output())
                .contains(
                        "the backups in /orders/orders-db/postgresql-0 can't be listed; pgBackRest's message is above.");
    }

    @Test
    void itIsTheOneThatTheGoalWouldChoose() {
        Random random = new Random(20_261_127);
        int refusals = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Map<Integer, String> histories = histories(random);
            List<Held> held = held(random, histories.size() + 1);

            String chosen = goal(held, histories);

            refusals += chosen.isEmpty() ? 1 : 0;
            String said = script(held, histories);
            assertThat(chosen.isEmpty() ? said.contains("no sound backup in ") : said.equals(chosen))
                    .as("trial %d: goal '%s', script '%s', of %s and %s", trial, chosen, said, held, histories)
                    .isTrue();
        }
        assertThat(refusals).as("trials that lead nowhere").isBetween(1, TRIALS / 2);
    }

    private static List<Held> held(Random random, int timelines) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String label = "20261127-1" + i + "0000F" + (i % 2 == 0 ? "" : "_20261127-1" + i + "3000I");
            // Beyond four gigabytes the halves have other lengths.
            long end = (1L << 32) - 0x4000000L + random.nextInt(9) * 0x1000000L;
            int timeline = 1 + random.nextInt(timelines);
            boolean isDamaged = random.nextInt(5) == 0;
            held.add(new Held(label, random.nextInt(4) == 0 ? 1 : 2, timeline, end, isDamaged, 1_000_000 + i));
        }
        return held;
    }

    private static Map<Integer, String> histories(Random random) {
        Map<Integer, String> histories = new TreeMap<>();
        StringBuilder text = new StringBuilder();
        for (int id = 2; id <= 1 + random.nextInt(4); id++) {
            long left = (1L << 32) - 0x4000000L + random.nextInt(9) * 0x1000000L;
            text.append(String.format(
                    Locale.ROOT, "%d\t%X/%X\tno recovery target%n", id - 1, left >> 32, left & 0xFFFF_FFFFL));
            histories.put(id, text.toString());
        }
        return histories;
    }

    /** Label and timeline; empty when the goal refuses. */
    private static String goal(List<Held> held, Map<Integer, String> histories) {
        StringBuilder text = new StringBuilder(
                "info [{\"name\":\"main\",\"db\":[{\"id\":1,\"version\":\"14\"},{\"id\":2,\"version\":\"15\"}],"
                        + "\"status\":{\"code\":0,\"message\":\"ok\"},\"backup\":[");
        text.append(String.join(",", held.stream().map(Held::inInfo).toList())).append("]}]\n");
        histories.forEach((id, history) -> text.append("history 15-2 ")
                .append(file(id))
                .append(' ')
                .append(base64(history))
                .append('\n'));
        Repository repository = Repository.read(List.of(base64(text + "end\n")));
        try {
            RestorePlan plan =
                    new RestorePlanner(repository, "/p", Instant.EPOCH, false).plan(new RestoreTarget(null, null));
            return plan.backup().label() + " " + plan.timeline();
        } catch (InvalidInputException e) {
            return "";
        }
    }

    /** Label and timeline, or what it says. */
    private String script(List<Held> held, Map<Integer, String> histories) {
        RestoreScript script =
                new RestoreScript(home.resolve(Integer.toString(histories.hashCode() + held.hashCode())));
        int database = held.get(held.size() - 1).database() == 1 && held.size() < 3 ? 1 : 2;
        List<String> lines = new ArrayList<>(List.of("[backrest]", "backrest-format=5", "", "[backup:current]"));
        held.forEach(backup -> lines.add(backup.inList()));
        lines.addAll(List.of(
                "",
                "[db]",
                "db-catalog-version=202209061",
                "db-id=" + database,
                "db-system-id=7712713514560662357",
                "db-version=\"15\"",
                "",
                "[db:history]",
                "1={\"db-catalog-version\":202209061,\"db-system-id\":7712713514560662357,\"db-version\":\"15\"}"));
        RestoreScript.file(script.repository.resolve("backup/main/backup.info"), String.join("\n", lines) + "\n");
        histories.forEach((id, history) ->
                RestoreScript.file(script.repository.resolve("archive/main/15-" + database + "/" + file(id)), history));

        RestoreScript.Ended ended = script.run("verify");

        if (ended.code() != RestoreScript.RESTORING) {
            return ended.output().strip();
        }
        String said = ended.output();
        String set = said.replaceAll("(?s).*--set=(\\S+).*", "$1");
        String timeline = said.replaceAll("(?s).*along timeline (\\d+).*", "$1");
        return set + " " + timeline;
    }

    private static String file(int timeline) {
        return String.format(Locale.ROOT, "%08X.history", timeline);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
