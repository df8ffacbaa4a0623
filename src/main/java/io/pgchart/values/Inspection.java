package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One comparison of values with a schema: collects what fails, in words that show no secret.
 *
 * <p>A silent one only counts: most failures answer a question ({@code if}, {@code not}), and nobody reads them.
 */
final class Inspection {

    private final Schema schema;
    private final Secrecy secrecy;
    private final boolean silent;
    private final List<Finding> findings = new ArrayList<>();
    private boolean passed = true;

    private Inspection(Schema schema, Secrecy secrecy, boolean silent) {
        this.schema = schema;
        this.secrecy = secrecy;
        this.silent = silent;
    }

    Inspection(Schema schema, Secrecy secrecy) {
        this(schema, secrecy, false);
    }

    /** For a schema whose failures are not told as they are. */
    Inspection apart() {
        return new Inspection(schema, secrecy, silent);
    }

    /** For a schema of which only the verdict counts. */
    Inspection silent() {
        return new Inspection(schema, secrecy, true);
    }

    Schema schema() {
        return schema;
    }

    boolean passed() {
        return passed;
    }

    /** What failed; empty in a silent inspection. */
    List<Finding> findings() {
        return findings;
    }

    /** Notes a failure; whether it has to be told too. */
    boolean tells() {
        passed = false;
        return !silent;
    }

    void add(Finding finding) {
        passed = false;
        findings.add(finding);
    }

    /** The value at the path fails: {@code fault} goes on after the value. */
    void fail(ValuePath path, Node value, String fault, String nextStep) {
        if (tells()) {
            add(new Finding(
                    subject(path), seen(path, value), fault, value.origin().toString(), nextStep));
        }
    }

    /** The map or list at the path fails as a whole, or a member of it that is not there. */
    void failWhole(ValuePath path, Node written, String fault, String nextStep) {
        if (tells()) {
            add(new Finding(subject(path), "", fault, written.origin().toString(), nextStep));
        }
    }

    static String subject(ValuePath path) {
        return path.isRoot() ? "values" : path.toString();
    }

    boolean isSecret(ValuePath path, Node value) {
        if (!(value instanceof ScalarNode scalar)) {
            return false;
        }
        String key = "";
        for (ValuePath step : path.steps()) {
            key = step.isItem() ? key : step.key();
        }
        return secrecy.hides(schema.at(path), key, scalar);
    }

    /** A scalar in quotes and cut short; nothing for a map, a list or a secret. */
    private String seen(ValuePath path, Node value) {
        return value instanceof ScalarNode scalar && !isSecret(path, value) ? Shown.value(scalar) : "";
    }

    /**
     * A problem in the making.
     *
     * @param seen the value, that the fault goes on after; empty when it is not about one, or about a secret one
     */
    record Finding(String subject, String seen, String fault, String where, String nextStep) {

        Problem problem() {
            return new Problem(subject, seen.isEmpty() ? fault : seen + " " + fault, where, nextStep);
        }
    }
}
