package io.pgchart.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that differ between two texts, by a longest common subsequence. */
final class LineChanges {

    /** Above this many pairs of lines both texts are told as wholes; a configuration file is far below. */
    private static final int MOST_PAIRS = 4_000_000;

    /**
     * A run of lines that was replaced.
     *
     * @param before empty where lines were only added
     * @param after empty where lines were only removed
     */
    record Replaced(List<String> before, List<String> after) {}

    private final List<String> before;
    private final List<String> after;
    private final List<Replaced> runs = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> come = new ArrayList<>();

    private LineChanges(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The runs of lines that differ, from the top; context is left out. */
    static List<Replaced> of(@Nullable String before, @Nullable String after) {
        LineChanges changes = new LineChanges(lines(before), lines(after));
        changes.compare();
        return List.copyOf(changes.runs);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    private void compare() {
        if ((long) before.size() * after.size() > MOST_PAIRS) {
            gone.addAll(before);
            come.addAll(after);
        } else {
            walk(common());
        }
        endRun();
    }

    private void walk(int[][] common) {
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                endRun();
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                gone.add(before.get(i++));
            } else {
                come.add(after.get(j++));
            }
        }
    }

    private void endRun() {
        if (!gone.isEmpty() || !come.isEmpty()) {
            runs.add(new Replaced(List.copyOf(gone), List.copyOf(come)));
            gone.clear();
            come.clear();
        }
    }

    /** How many lines the rests from each pair of places have in common. */
    private int[][] common() {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
