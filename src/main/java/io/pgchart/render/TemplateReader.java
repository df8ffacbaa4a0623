package io.pgchart.render;

import java.io.Reader;

/**
 * Text as the template parser wants it, a character at a time with marks.
 *
 * <p>The JDK's own readers lock and check for each character, which a cold start pays in full. For one thread.
 */
final class TemplateReader extends Reader {

    private final char[] text;
    private int at;
    private int marked;

    TemplateReader(String text) {
        this.text = text.toCharArray();
    }

    @Override
    public int read() {
        return at < text.length ? text[at++] : -1;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (length > 0 && at == text.length) {
            return -1;
        }
        int count = Math.min(length, text.length - at);
        System.arraycopy(text, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readAheadLimit) {
        marked = at;
    }

    @Override
    public void reset() {
        at = marked;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
