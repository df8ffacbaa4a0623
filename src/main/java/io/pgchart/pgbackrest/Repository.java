package io.pgchart.pgbackrest;

import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one path of a repository holds, as {@code restore.sh look} tells it.
 *
 * @param status 0 when there are backups, 1 and 3 when there is no stanza, 2 when it has no backups, anything else when
 *     the repository can't be read. Source: pgBackRest's {@code info}, whose exit code says nothing of that
 * @param message of the status, in pgBackRest's words
 * @param backups of the stanza's present database, from the oldest
 * @param timelines of that database, from the first
 * @param lastWal when its newest WAL was archived; the epoch when there is none
 * @param isOther whether this instance has a path of its own beside this one, which holds a stanza
 */
public record Repository(
        int status,
        String message,
        List<BackupSet> backups,
        List<Timeline> timelines,
        Instant lastWal,
        boolean isOther) {

    private static final Pattern SAID_BY_S3 = Pattern.compile("<Message>(.*?)</Message>");
    private static final String END = "end";
    private static final int NO_PATH = 1;
    private static final int NO_STANZA = 3;

    public Repository {
        backups = List.copyOf(backups);
        timelines = List.copyOf(timelines);
    }

    /**
     * Reads it.
     *
     * @param encoded the lines that the script wrote, in base64
     * @throws IllegalArgumentException when that is not what it writes
     */
    public static Repository read(List<String> encoded) {
        String text = new String(Base64.getDecoder().decode(String.join("", encoded)), StandardCharsets.UTF_8);
        return new Reader(text.lines().toList()).repository();
    }

    /** Whether there is a stanza. */
    boolean hasStanza() {
        return isStanza(status);
    }

    private static boolean isStanza(int status) {
        return status != NO_PATH && status != NO_STANZA;
    }

    /** That of the repository, if it has one, says more: a first line, the request, the answer with S3's own words. */
    static String message(MapNode stanza) {
        for (MapNode repo : stanza.mapsAt("repo")) {
            String message = repo.textAt("status", "message");
            if (!message.isEmpty()) {
                String first = message.lines().findFirst().orElse("");
                Matcher said = SAID_BY_S3.matcher(message);
                return said.find() ? first + " " + said.group(1) : first;
            }
        }
        return stanza.textAt("status", "message");
    }

    /** What the lines say, the first word of each being what it is about. */
    private record Reader(List<String> lines) {

        Repository repository() {
            if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
                throw new IllegalArgumentException("its log has no end");
            }
            MapNode stanza = stanza("info ");
            MapNode own = stanza("own ");
            List<MapNode> databases = stanza.mapsAt("db");
            MapNode present = databases.isEmpty() ? null : databases.get(databases.size() - 1);
            long id = present == null ? 0 : present.numberAt(0, "id");
            String archive = present == null ? "" : present.textAt("version") + "-" + id;
            List<BackupSet> backups = stanza.mapsAt("backup").stream()
                    .filter(backup -> backup.numberAt(0, "database", "id") == id)
                    .map(BackupSet::of)
                    .sorted(Comparator.comparing(BackupSet::stop))
                    .toList();
            return new Repository(
                    status(stanza),
                    message(stanza),
                    backups,
                    timelines(archive),
                    lastWal(archive),
                    isStanza(status(own)));
        }

        private MapNode stanza(String word) {
            for (String line : lines) {
                if (line.startsWith(word)) {
                    List<MapNode> stanzas = json("{\"stanzas\":" + line.substring(word.length()) + "}")
                            .mapsAt("stanzas");
                    if (!stanzas.isEmpty()) {
                        return stanzas.get(0);
                    }
                }
            }
            return json("{}");
        }

        private List<Timeline> timelines(String archive) {
            MapNode files = listing("histories " + archive + " ");
            String word = "history " + archive + " ";
            List<Timeline> timelines = new ArrayList<>(List.of(Timeline.first()));
            for (String line : lines) {
                if (line.startsWith(word)) {
                    String[] fields = line.substring(word.length()).split(" ", -1);
                    Instant archived = Instant.ofEpochSecond(files.numberAt(0, fields[0], "time"));
                    String text = new String(Base64.getDecoder().decode(fields[1]), StandardCharsets.UTF_8);
                    timelines.add(Timeline.of(fields[0], archived, text));
                }
            }
            timelines.sort(Comparator.comparing(Timeline::id));
            return timelines;
        }

        private Instant lastWal(String archive) {
            long last = 0;
            for (Node file : listing("wal " + archive + " ").members().values()) {
                last = Math.max(last, file instanceof MapNode map ? map.numberAt(0, "time") : 0);
            }
            return Instant.ofEpochSecond(last);
        }

        private MapNode listing(String word) {
            for (String line : lines) {
                if (line.startsWith(word)) {
                    return json(line.substring(word.length()));
                }
            }
            return json("{}");
        }

        private static int status(MapNode stanza) {
            return (int) stanza.numberAt(NO_PATH, "status", "code");
        }

        private static MapNode json(String text) {
            Problems problems = new Problems();
            MapNode map = YamlReader.map(text, "pgbackrest", problems);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("what pgBackRest said is no JSON");
            }
            return map;
        }
    }
}
