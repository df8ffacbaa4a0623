package io.pgchart.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that someone who wrote an unknown one may have meant. */
public final class NearestNames {

    private static final int MOST = 3;
    private static final int SHORTEST_PART = 3;
    private static final int SHORTEST_BEGINNING = 5;

    private record Candidate(String name, int distance) {}

    private NearestNames() {}

    /** At most three of the known names, the nearest first; empty when none is near. */
    public static List<String> of(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, Math.min(3, written.length() / 3));
        List<Candidate> near = new ArrayList<>();
        for (String name : known) {
            int distance = distance(lower, name.toLowerCase(Locale.ROOT), limit);
            if (distance <= limit) {
                near.add(new Candidate(name, distance));
            }
        }
        near.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
        List<String> names = new ArrayList<>(MOST);
        for (Candidate candidate : near.subList(0, Math.min(MOST, near.size()))) {
            names.add(candidate.name());
        }
        return names;
    }

    /** {@code Did you mean a, b or c?}, or the other sentence when no known name is near. */
    public static String question(String written, Collection<String> known, String otherwise) {
        List<String> names = of(written, known);
        if (names.isEmpty()) {
            return otherwise;
        }
        int last = names.size() - 1;
        String head = String.join(", ", names.subList(0, last));
        return "Did you mean " + (last == 0 ? "" : head + " or ") + names.get(last) + "?";
    }

    /** The edits from one to the other, counting a swap of neighbours as one; a name cut short is within the limit. */
    private static int distance(String a, String b, int limit) {
        boolean related = isPart(a, b) || isPart(b, a) || haveTheSameBeginning(a, b);
        if (Math.abs(a.length() - b.length()) > limit) {
            return related ? limit : limit + 1;
        }
        int edits = edits(a, b);
        return related ? Math.min(edits, limit) : edits;
    }

    private static boolean isPart(String part, String whole) {
        return part.length() >= SHORTEST_PART && whole.contains(part);
    }

    /** {@code replicas} and {@code replicaCount}. */
    private static boolean haveTheSameBeginning(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same >= SHORTEST_BEGINNING && same * 4 >= shorter * 3;
    }

    /** Optimal string alignment distance. */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
            }
        }
        return d[a.length()][b.length()];
    }
}
