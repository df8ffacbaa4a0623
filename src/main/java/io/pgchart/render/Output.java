package io.pgchart.render;

import io.pgchart.error.Problems;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.SourceMap;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template renders into: text that remembers which line of which file each of its lines came from and which value
 * stands where, and that indents what a partial writes as the partial's tag is indented.
 */
final class Output extends Writer implements SourceMap {

    /** Begins what stands for an inserted value; templates may not hold it. A character for private use. */
    static final char INSERTED = '\uE000';

    /** The same, and ends it too, inside a quoted scalar; templates may not hold it as an escape either. */
    static final char INSERTED_INSIDE = '\uE001';

    private final StringBuilder text = new StringBuilder(2048);
    private final Problems problems;
    private final boolean inserting;
    private final List<Node> inserted = new ArrayList<>();
    /** For each line of the text, the place its first character came from. */
    private final List<Origin> lines = new ArrayList<>();

    private String indent = "";
    private boolean atLineStart = true;

    private Output(Problems problems, boolean inserting) {
        this.problems = problems;
        this.inserting = inserting;
    }

    /** For text that is used as it is. */
    static Output ofText(Problems problems) {
        return new Output(problems, false);
    }

    /** For text that is read as YAML with this as its source map: the values are left out of it. */
    static Output ofManifests(Problems problems) {
        return new Output(problems, true);
    }

    boolean isInserting() {
        return inserting;
    }

    /** Takes a value in as it is; returns what stands for it in the text, at a place of that encoding. */
    String insert(Node value, Encoding place) {
        String number = String.valueOf(inserted.size());
        inserted.add(value);
        return place == Encoding.JSON ? INSERTED + number : INSERTED_INSIDE + number + INSERTED_INSIDE;
    }

    @Override
    public @Nullable Node inserted(String scalar) {
        boolean isInserted = !scalar.isEmpty() && scalar.charAt(0) == INSERTED;
        return isInserted ? inserted.get(Integer.parseInt(scalar.substring(1))) : null;
    }

    @Override
    public String completed(String scalar) {
        int mark = scalar.indexOf(INSERTED_INSIDE);
        if (mark < 0) {
            return scalar;
        }
        StringBuilder completed = new StringBuilder(scalar.length() + 32);
        int from = 0;
        while (mark >= 0) {
            int end = scalar.indexOf(INSERTED_INSIDE, mark + 1);
            Node value = inserted.get(Integer.parseInt(scalar.substring(mark + 1, end)));
            completed.append(scalar, from, mark).append(((ScalarNode) value).text());
            from = end + 1;
            mark = scalar.indexOf(INSERTED_INSIDE, from);
        }
        return completed.append(scalar, from, scalar.length()).toString();
    }

    Problems problems() {
        return problems;
    }

    /** Writes text of the template itself: a line or a part of one. */
    void literal(String piece, Origin from) {
        if (piece.isEmpty()) {
            return;
        }
        boolean endsLine = piece.charAt(piece.length() - 1) == '\n';
        beginPiece(from, endsLine && piece.length() == 1);
        text.append(piece);
        atLineStart = endsLine;
    }

    /** Writes the encoded value of a tag. */
    void value(String encoded, Origin from) {
        if (encoded.isEmpty()) {
            return;
        }
        beginPiece(from, false);
        text.append(encoded);
        for (int i = encoded.indexOf('\n'); i >= 0 && i + 1 < encoded.length(); i = encoded.indexOf('\n', i + 1)) {
            lines.add(from);
        }
        atLineStart = encoded.charAt(encoded.length() - 1) == '\n';
    }

    private void beginPiece(Origin from, boolean blankLine) {
        if (atLineStart) {
            lines.add(from);
            if (!blankLine) {
                text.append(indent);
            }
        }
    }

    /** Indents all further lines by so much more; returns the indentation before, for {@link #restore}. */
    String indentBy(String more) {
        String before = indent;
        indent = before + more;
        return before;
    }

    void restore(String before) {
        indent = before;
    }

    String text() {
        return text.toString();
    }

    @Override
    public Origin origin(int line, int column) {
        return lines.isEmpty() ? Origin.of("") : lines.get(Math.min(line, lines.size()) - 1);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        throw new IllegalStateException("only literal() and value() write");
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
