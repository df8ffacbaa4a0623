package io.pgchart.values;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of the values to one of them: keys of maps and indexes of lists.
 *
 * <p>Written {@code pgbackrest.s3.bucket}, {@code tolerations[0].key}; a key of other characters than letters, digits,
 * {@code -} and {@code _} is written in brackets, {@code podAnnotations["prometheus.io/scrape"]}, as in templates.
 */
public final class ValuePath {

    /** The largest index of a list that can be set. Source: helm, pkg/strvals/parser.go. */
    static final int MAX_INDEX = 65_536;

    /** As deep as a values file may be. */
    static final int MAX_STEPS = 100;

    public static final ValuePath ROOT = new ValuePath(null, "", -1);

    private final @Nullable ValuePath parent;
    private final String key;
    private final int index;

    private ValuePath(@Nullable ValuePath parent, String key, int index) {
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    public ValuePath member(String key) {
        return new ValuePath(this, key, -1);
    }

    public ValuePath item(int index) {
        return new ValuePath(this, "", index);
    }

    public boolean isRoot() {
        return parent == null;
    }

    /** Whether the last step is an index into a list. */
    public boolean isItem() {
        return index >= 0;
    }

    /** The last step's key; empty for an item and for the root. */
    public String key() {
        return key;
    }

    /** The last step's index; -1 for a member and for the root. */
    public int index() {
        return index;
    }

    /** Every path from the first step to this one. */
    public List<ValuePath> steps() {
        Deque<ValuePath> steps = new ArrayDeque<>();
        for (ValuePath step = this; step.parent != null; step = step.parent) {
            steps.addFirst(step);
        }
        return new ArrayList<>(steps);
    }

    /**
     * Reads a path as {@link #toString} writes it; Helm's {@code podAnnotations.prometheus\.io/scrape} is read too.
     *
     * @throws IllegalArgumentException with what is wrong, and where, for an error message
     */
    public static ValuePath parse(String text) {
        return new PathReader(text).read();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (ValuePath step : steps()) {
            if (step.isItem()) {
                text.append('[').append(step.index).append(']');
            } else if (isPlain(step.key)) {
                text.append(text.isEmpty() ? "" : ".").append(step.key);
            } else {
                String escaped = step.key.replace("\\", "\\\\").replace("\"", "\\\"");
                text.append("[\"").append(escaped).append("\"]");
            }
        }
        return text.toString();
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return !key.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValuePath path && toString().equals(path.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
