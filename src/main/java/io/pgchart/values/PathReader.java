package io.pgchart.values;

/** Reads a {@link ValuePath} from text. */
final class PathReader {

    private final String text;
    private int at;

    PathReader(String text) {
        this.text = text;
    }

    ValuePath read() {
        ValuePath path = ValuePath.ROOT;
        boolean first = true;
        int steps = 0;
        while (first || at < text.length()) {
            if (at < text.length() && text.charAt(at) == '[') {
                path = bracket(path);
            } else {
                if (!first) {
                    expect('.');
                }
                path = path.member(key());
            }
            first = false;
            if (++steps > ValuePath.MAX_STEPS) {
                throw wrong("has more than " + ValuePath.MAX_STEPS + " steps", at);
            }
        }
        return path;
    }

    private String key() {
        int start = at;
        while (at < text.length() && !isSyntax(text.charAt(at))) {
            at++;
        }
        boolean escaped = at < text.length() && text.charAt(at) == '\\';
        return at > start && !escaped ? text.substring(start, at) : escapedKey(start);
    }

    private static boolean isSyntax(char c) {
        return c == '.' || c == '[' || c == ']' || c == '"' || c == '\\';
    }

    private String escapedKey(int start) {
        StringBuilder key = new StringBuilder(text.substring(start, at));
        while (at < text.length() && ".[]\"".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length()) {
                throw wrong("ends with a backslash", at);
            }
            key.append(text.charAt(at++));
        }
        if (key.isEmpty()) {
            throw wrong("has no key", start + 1);
        }
        return key.toString();
    }

    private ValuePath bracket(ValuePath path) {
        at++;
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            String key = quoted();
            expect(']');
            return path.member(key);
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > 9 || path.isRoot()) {
            throw wrong("has no index of a list or key in quotes between its brackets", start + 1);
        }
        int index = Integer.parseInt(text.substring(start, at));
        if (index > ValuePath.MAX_INDEX) {
            throw wrong("has an index above " + ValuePath.MAX_INDEX, start + 1);
        }
        expect(']');
        return path.item(index);
    }

    private String quoted() {
        StringBuilder key = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            key.append(text.charAt(at++));
        }
        expect('"');
        return key.toString();
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("has no '" + c + "'", at + 1);
        }
        at++;
    }

    private static IllegalArgumentException wrong(String fault, int position) {
        return new IllegalArgumentException(fault + " at character " + position);
    }
}
