package io.pgchart.pgbackrest;

import io.pgchart.yaml.MapNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code info} says of the stanza at one path of a repository.
 *
 * @param status 0 when there are backups, 1 and 3 when there is no stanza, 2 when it has no backups, anything else when
 *     the repository can't be read. Source: pgBackRest's {@code info}, whose exit code says nothing of that
 * @param message of the status, in pgBackRest's words
 */
public record Stanza(int status, String message) {

    private static final Pattern SAID_BY_S3 = Pattern.compile("<Message>(.*?)</Message>");
    private static final int IN_ORDER = 0;
    private static final int NO_PATH = 1;
    private static final int NO_BACKUPS = 2;
    private static final int NO_STANZA = 3;

    static Stanza of(MapNode stanza) {
        return new Stanza((int) stanza.numberAt(NO_PATH, "status", "code"), message(stanza));
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

    /** Whether there are backups. */
    public boolean hasBackups() {
        return status == IN_ORDER;
    }

    /** Whether a database has begun to archive there, without a backup so far. */
    public boolean isWithoutBackups() {
        return status == NO_BACKUPS;
    }

    /** Whether nothing is there. */
    public boolean isAbsent() {
        return status == NO_PATH || status == NO_STANZA;
    }
}
