package io.pgchart.manifest;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.syntax.Flaw;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one object, told with the path of the field that is being looked at.
 *
 * <p>The path is kept while the tree is walked and read only when there is something to tell. Of a Secret, values
 * outside its metadata are never told.
 */
final class Findings {

    private static final int LONGEST_VALUE = 60;

    private final String object;
    private final boolean secret;
    private final Problems problems;
    private final StringBuilder path = new StringBuilder();

    Findings(String object, boolean secret, Problems problems) {
        this.object = object;
        this.secret = secret;
        this.problems = problems;
    }

    /** Goes into a field; the result takes {@link #leave} back out. */
    int enter(String field) {
        int before = path.length();
        if (before > 0) {
            path.append('.');
        }
        path.append(field);
        return before;
    }

    /** Goes into an item of a list; the result takes {@link #leave} back out. */
    int enter(int index) {
        int before = path.length();
        path.append('[').append(index).append(']');
        return before;
    }

    void leave(int before) {
        path.setLength(before);
    }

    /** Tells a fault of the field that was entered. */
    void add(Node at, String fault, String nextStep) {
        String subject = path.length() == 0 ? object : object + " " + path;
        problems.add(new Problem(subject, fault, at.origin().toString(), nextStep));
    }

    /** Tells a fault of a field of the one that was entered. */
    void add(String field, Node at, String fault, String nextStep) {
        int before = enter(field);
        add(at, fault, nextStep);
        leave(before);
    }

    /** Tells a flaw of the text, if there is one; a Secret's without repeating any of it. */
    void flaw(Node at, String text, @Nullable Flaw flaw, String expected) {
        if (flaw != null && isSecret()) {
            add(at, "is not " + expected, "Write " + expected + ".");
        } else {
            plainFlaw(at, text, flaw);
        }
    }

    /** Tells a flaw of a text that is no secret wherever it stands. */
    void plainFlaw(Node at, String text, @Nullable Flaw flaw) {
        if (flaw != null) {
            add(at, "'" + clip(text) + "' " + flaw.fault(), flaw.nextStep());
        }
    }

    /** The value as a message shows it: {@code 'abc'}, {@code true}, {@code a map}. */
    String seen(Node node) {
        if (isSecret() || !(node instanceof ScalarNode scalar)) {
            return shape(node);
        }
        String text = clip(scalar.text());
        return scalar.value() instanceof String ? "'" + text + "'" : text;
    }

    private boolean isSecret() {
        return secret && path.indexOf("metadata") != 0;
    }

    /** {@code a map}, {@code an integer}. */
    static String shape(Node node) {
        return (node.shape().startsWith("i") ? "an " : "a ") + node.shape();
    }

    private static String clip(String text) {
        String line = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
        return line.replace("\n", "\\n");
    }
}
