package io.pgchart.report;

import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseInfo;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.Revision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The revisions of a release as a table, with the columns of {@code helm history}. */
final class HistoryText {

    private static final List<String> HEAD =
            List.of("REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION", "DESCRIPTION");

    private HistoryText() {}

    /** A line a revision below the head, from the oldest; times to the second, in UTC. */
    static List<String> lines(ReleaseHistory history) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Revision revision : history.revisions()) {
            rows.add(revision.isReadable() ? row(revision.record()) : unreadable(revision));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(ReleaseRecord record) {
        ReleaseInfo info = record.info();
        return List.of(
                String.valueOf(record.revision()),
                time(info.lastDeployed()),
                record.status().toString(),
                record.chartLabel(),
                record.appVersion(),
                info.description().replaceAll("\\s+", " ").strip());
    }

    private static List<String> unreadable(Revision revision) {
        return List.of(
                String.valueOf(revision.number()), "", revision.status().toString(), "", "", "its record is damaged");
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
