package io.pgchart.error;

import org.jspecify.annotations.Nullable;

/**
 * One thing the user can mend.
 *
 * @param subject what it is about: a key, an object, a file, a parameter
 * @param fault what is wrong, the value seen and the value expected, without a full stop; never a secret's value
 * @param where the place it was written: {@code file:line} or the parameter; null when the subject is the place
 * @param nextStep a sentence that says how to mend it
 */
public record Problem(
        String subject, String fault, @Nullable String where, String nextStep) {

    /** The message: <i>subject: fault (where). Next step.</i> A fault that ends in others' words may have its own stop. */
    public String message() {
        String said = fault.endsWith(".") ? fault.substring(0, fault.length() - 1) : fault;
        return subject + ": " + said + (where == null ? "" : " (" + where + ")") + ". " + nextStep;
    }
}
