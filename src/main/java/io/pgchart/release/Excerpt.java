package io.pgchart.release;

/** Text of others, made short and harmless enough to be shown. */
final class Excerpt {

    private static final int MOST = 80;

    private Excerpt() {}

    /** One line of printable characters, at most eighty. */
    static String of(String text) {
        return of(text, MOST);
    }

    static String of(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(most)
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c));
        return text.codePointCount(0, text.length()) > most ? shown + "…" : shown.toString();
    }
}
