package io.pgchart.release;

/** Data that is no release record; the message says in what, as the fault of a problem. */
final class DamageException extends Exception {

    private static final long serialVersionUID = 1L;

    DamageException(String fault) {
        super(fault);
    }

    String fault() {
        return String.valueOf(getMessage());
    }
}
