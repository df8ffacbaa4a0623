package io.pgchart.pgbackrest;

import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a database and its archive are, as {@code status.sh} tells it.
 *
 * @param words what it said of each word; of a word without a line, nothing is known
 */
public record DatabaseState(Map<String, String> words) {

    private static final int IN_ORDER = 0;
    private static final int NO_BACKUPS = 2;
    private static final long MEGABYTE = 1_000_000;

    public DatabaseState {
        words = Map.copyOf(words);
    }

    /** Reads it: a word and its value a line. */
    public static DatabaseState read(String output) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String line : output.split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                words.put(line.substring(0, space), line.substring(space + 1).strip());
            }
        }
        return new DatabaseState(words);
    }

    /** The newest of its backups, or null. */
    public @Nullable BackupSet newestBackup() {
        List<BackupSet> backups = backups();
        return backups.isEmpty() ? null : backups.get(backups.size() - 1);
    }

    /** What there is to say of it, a sentence each. */
    public List<String> texts(Instant now) {
        List<String> texts = new ArrayList<>();
        texts.add(server(now));
        if (words.containsKey("info") || words.containsKey("unread")) {
            texts.add(archive(now));
            texts.add(
                    words.containsKey("unread") ? "the repository can't be read: " + word("unread") : repository(now));
        }
        if (word("chain").equals("broken")) {
            texts.add("WAL is missing in the repository after the newest backup; the next one will be a full one");
        }
        return texts;
    }

    private String server(Instant now) {
        String version = word("version").split(" ", -1)[0];
        String state = word("recovering").equals("t") ? ", still recovering" : "";
        return "PostgreSQL " + version + state + ", up for " + age(word("started"), now) + ", "
                + size(number(word("bytes"))) + " in " + count(number(word("databases")), "database");
    }

    private String archive(Instant now) {
        String[] archived = word("archived").split(" ", -1);
        String last = archived.length < 2 ? "" : "the last was archived " + age(archived[1], now) + " ago";
        long waiting = number(word("waiting"));
        if (words.containsKey("failing")) {
            String reason = word("reason").isEmpty() ? "the log of the pod says why" : withoutRequest(word("reason"));
            return "WAL can't be archived: " + reason + "; " + count(waiting, "file") + " waiting"
                    + (last.isEmpty() ? "" : ", " + last);
        }
        String queue = waiting > 1 ? ", " + count(waiting, "file") + " waiting" : "";
        return last.isEmpty() ? "no WAL was archived yet" + queue : "WAL is archived, " + last + queue;
    }

    /** pgBackRest adds the whole request to what failed, which would hide that. */
    private static String withoutRequest(String reason) {
        int request = reason.indexOf(": *** Path/Query ***");
        return request < 0 ? reason : reason.substring(0, request);
    }

    private String repository(Instant now) {
        MapNode stanza = stanza();
        long code = stanza.numberAt(1, "status", "code");
        BackupSet newest = newestBackup();
        if (newest == null || (code != IN_ORDER && code != NO_BACKUPS)) {
            return "stanza " + stanza.textAt("name") + ": " + Stanza.message(stanza);
        }
        List<BackupSet> backups = backups();
        BackupSet full = backups.stream()
                .filter(backup -> backup.type() == BackupType.FULL)
                .reduce((older, newer) -> newer)
                .orElse(newest);
        String ofFull = full.equals(newest) ? "" : ", the newest full one " + age(full.stop(), now) + " old";
        return "stanza " + stanza.textAt("name") + ": " + count(backups.size(), "backup") + ", the newest "
                + newest.label() + " (" + newest.type() + ") " + age(newest.stop(), now) + " old" + ofFull;
    }

    private List<BackupSet> backups() {
        return stanza().mapsAt("backup").stream()
                .map(BackupSet::of)
                .sorted(Comparator.comparing(BackupSet::stop))
                .toList();
    }

    private MapNode stanza() {
        Problems problems = new Problems();
        MapNode map = YamlReader.map("{\"stanzas\":" + words.getOrDefault("info", "[]") + "}", "pgbackrest", problems);
        List<MapNode> stanzas = problems.isEmpty() ? map.mapsAt("stanzas") : List.of();
        return stanzas.isEmpty() ? map : stanzas.get(0);
    }

    private String word(String word) {
        return words.getOrDefault(word, "");
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String age(String epoch, Instant now) {
        return age(Instant.ofEpochSecond(number(epoch)), now);
    }

    /** {@code 32 s}, {@code 5 min}, {@code 3 h}, {@code 4 days}. */
    public static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    /** {@code 31 MB}, {@code 12 GB}. */
    public static String size(long bytes) {
        long megabytes = Math.max(1, bytes / MEGABYTE);
        return megabytes < 10_000 ? megabytes + " MB" : megabytes / 1000 + " GB";
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
