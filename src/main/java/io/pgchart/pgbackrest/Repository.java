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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one path of a repository holds, as {@code restore.sh look} tells it.
 *
 * @param stanza at that path
 * @param backups of the stanza's present database, from the oldest
 * @param timelines of that database, from the first
 * @param lastWal when its newest WAL was archived; the epoch when there is none
 * @param own the stanza at the path of this instance, where that is another one; else null
 */
public record Repository(
        Stanza stanza,
        List<BackupSet> backups,
        List<Timeline> timelines,
        Instant lastWal,
        @Nullable Stanza own) {

    private static final String END = "end";
    private static final Pattern WRITTEN = Pattern.compile("([0-9A-F]{8}\\.history) (\\d{1,12})");

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

    /**
     * The same, with what the database itself knows of its timelines: the archive may have got their histories later.
     *
     * @param lines the name of a history and when it was written, in seconds, as {@code restore.sh lives} tells it
     */
    public Repository knownBy(List<String> lines) {
        Map<Long, Instant> written = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = WRITTEN.matcher(line);
            if (matcher.matches()) {
                Instant time = Instant.ofEpochSecond(Long.parseLong(matcher.group(2)));
                written.put(Timeline.ofWal(matcher.group(1)), time);
            }
        }
        List<Timeline> known = timelines.stream()
                .map(timeline -> timeline.knownAt(written.getOrDefault(timeline.id(), Instant.MAX)))
                .toList();
        return new Repository(stanza, backups, known, lastWal, own);
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
                    Stanza.of(stanza),
                    backups,
                    timelines(archive, backups),
                    lastWal(archive),
                    has("own ") ? Stanza.of(own) : null);
        }

        private boolean has(String word) {
            return lines.stream().anyMatch(line -> line.startsWith(word));
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

        private List<Timeline> timelines(String archive, List<BackupSet> backups) {
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
            for (BackupSet backup : backups) {
                timelines.replaceAll(
                        timeline -> timeline.id() == backup.timeline() ? timeline.knownAt(backup.start()) : timeline);
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
