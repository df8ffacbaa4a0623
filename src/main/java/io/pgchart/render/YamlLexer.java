package io.pgchart.render;

/**
 * As much of YAML's grammar as tells where in a template's text a value may stand.
 *
 * <p>It errs on the side of refusing: a place that it does not know to be safe is none.
 */
final class YamlLexer {

    enum State {
        /** Where a value or a key may begin. */
        START,
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /** Behind a complete scalar or flow collection. */
        DONE,
        COMMENT,
        BLOCK_SCALAR
    }

    private final String text;
    private State state = State.START;
    private int flowDepth;
    /** The column at which the map or list of the current line is indented. */
    private int indent;
    /** The indentation that the lines of the current block scalar exceed. */
    private int blockParent;

    private boolean lineIsBlank = true;
    /** Whether the next line could continue a scalar of this one. */
    private boolean mayContinue;

    YamlLexer(String text) {
        this.text = text;
    }

    State state() {
        return state;
    }

    /**
     * Whether a whole value or key may stand here and ends where the tag ends; if so it is taken as one.
     *
     * <p>On a line that could continue a scalar of the line before only a key can.
     */
    boolean takeValue(Tag tag) {
        if (lineIsBlank) {
            beginLine(tag.start());
        }
        if (state != State.START || !endsWell(tag.end()) || (mayContinue && !isKey(tag.end()))) {
            return false;
        }
        if (isAfterDashes(tag.start())) {
            indent = tag.origin().column() - 1;
        }
        mayContinue = false;
        state = State.DONE;
        return true;
    }

    /** Whether what follows a value ends it: the line, a comment, a colon, or a sign of a flow collection. */
    private boolean endsWell(int end) {
        int at = end;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || text.charAt(at) == '\n') {
            return true;
        }
        char c = text.charAt(at);
        if (c == '#') {
            return at > end;
        }
        if (c == ':') {
            return isSpace(next(at));
        }
        return flowDepth > 0 && (c == ',' || c == ']' || c == '}');
    }

    private boolean isKey(int end) {
        int at = end;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':';
    }

    /** Takes in the text between two tags. */
    void read(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                endLine();
            } else if (lineIsBlank && c != ' ') {
                beginLine(i);
                i = step(c, i);
            } else {
                i = step(c, i);
            }
        }
    }

    private void endLine() {
        lineIsBlank = true;
        boolean lineEndsIt = state == State.PLAIN || state == State.DONE || state == State.COMMENT;
        if (lineEndsIt) {
            mayContinue = mayContinue || state != State.COMMENT;
            state = State.START;
        }
    }

    /** The first text of a line: sets the indentation, and ends a block scalar that is not indented further. */
    private void beginLine(int at) {
        lineIsBlank = false;
        int column = at - lineStart(at);
        if (state == State.BLOCK_SCALAR && column <= blockParent) {
            state = State.START;
        }
        if (state != State.BLOCK_SCALAR) {
            indent = column;
        }
    }

    /** Takes one character in; returns the index of the last one that it took. */
    private int step(char c, int i) {
        switch (state) {
            case START -> start(c, i);
            case PLAIN, DONE -> after(c, i);
            case SINGLE_QUOTED -> {
                if (c == '\'') {
                    if (next(i) == '\'') {
                        return i + 1;
                    }
                    state = State.DONE;
                }
            }
            case DOUBLE_QUOTED -> {
                if (c == '\\') {
                    return i + 1;
                }
                if (c == '"') {
                    state = State.DONE;
                }
            }
            default -> {
                // A comment or a block scalar: only its line ends it.
            }
        }
        return i;
    }

    private void start(char c, int i) {
        boolean indicator = isSpace(next(i)) && (c == '-' || c == '?');
        if (c == ' ' || (indicator && flowDepth == 0)) {
            if (indicator) {
                indent = Math.max(indent, i - lineStart(i));
            }
            mayContinue = mayContinue && !indicator;
            return;
        }
        mayContinue = mayContinue && c == '#';
        switch (c) {
            case '"' -> state = State.DOUBLE_QUOTED;
            case '\'' -> state = State.SINGLE_QUOTED;
            case '#' -> state = State.COMMENT;
            case '[', '{' -> flowDepth++;
            case ']', '}' -> closeFlow();
            case ',' -> state = flowDepth > 0 ? State.START : State.PLAIN;
            case '|', '>' -> {
                state = State.BLOCK_SCALAR;
                blockParent = indent;
            }
            default -> state = State.PLAIN;
        }
        boolean beginsKey = state == State.PLAIN || state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED;
        if (beginsKey && flowDepth == 0 && isAfterDashes(i)) {
            indent = i - lineStart(i);
        }
    }

    private void after(char c, int i) {
        if (c == ':' && isSpace(next(i))) {
            state = State.START;
        } else if (c == '#' && i > 0 && isSpace(text.charAt(i - 1))) {
            state = State.COMMENT;
        } else if (flowDepth > 0 && c == ',') {
            state = State.START;
        } else if (flowDepth > 0 && (c == ']' || c == '}')) {
            closeFlow();
        }
    }

    private void closeFlow() {
        flowDepth = Math.max(0, flowDepth - 1);
        state = State.DONE;
    }

    /** Whether only dashes and spaces stand before it on its line. */
    private boolean isAfterDashes(int at) {
        for (int i = lineStart(at); i < at; i++) {
            if (text.charAt(i) != ' ' && text.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    private char next(int i) {
        return i + 1 < text.length() ? text.charAt(i + 1) : '\n';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n';
    }

    int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }
}
