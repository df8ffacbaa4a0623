package io.pgchart.syntax;

import java.util.List;
import java.util.Locale;

/** One field of the five: its bounds, and the names that stand for its numbers from the lowest on. */
record CronField(String name, int least, int most, List<String> names) {

    String expected() {
        String bounds = least + " to " + most;
        return names.isEmpty() ? bounds : bounds + " or " + names.get(0) + " to " + names.get(names.size() - 1);
    }

    /** A list of {@code *}, numbers and ranges, each with a step if need be. */
    boolean accepts(String text) {
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            if (!acceptsRange(text.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private boolean acceptsRange(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && Ascii.number(text.substring(slash + 1), Integer.MAX_VALUE) < 1) {
            return false;
        }
        String range = slash < 0 ? text : text.substring(0, slash);
        if (isAll(range)) {
            return true;
        }
        int dash = range.indexOf('-');
        int low = number(dash < 0 ? range : range.substring(0, dash));
        int high = dash < 0 ? low : number(range.substring(dash + 1));
        return low >= 0 && low <= high;
    }

    /** The number, or -1. */
    private int number(String text) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        int number = named >= 0 ? named + least : Ascii.number(text, most);
        return number >= least ? number : -1;
    }

    /** The numbers that an accepted text stands for, each as a bit. */
    long bits(String text) {
        long bits = 0;
        for (String part : text.split(",", -1)) {
            int slash = part.indexOf('/');
            int step = slash < 0 ? 1 : Ascii.number(part.substring(slash + 1), Integer.MAX_VALUE);
            String range = slash < 0 ? part : part.substring(0, slash);
            int dash = range.indexOf('-');
            boolean isAll = isAll(range);
            int low = isAll ? least : number(dash < 0 ? range : range.substring(0, dash));
            boolean isOpen = isAll || (dash < 0 && slash >= 0);
            int high = isOpen ? most : dash < 0 ? low : number(range.substring(dash + 1));
            for (long number = low; number <= high; number += step) {
                bits |= 1L << number;
            }
        }
        return bits;
    }

    /** Whether the text leaves it to the other fields: for the two kinds of days that is not the same as all of them. */
    static boolean isAll(String text) {
        return text.equals("*") || text.equals("?");
    }
}
