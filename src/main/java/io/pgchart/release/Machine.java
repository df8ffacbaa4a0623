package io.pgchart.release;

/** The machine that this process runs on. */
public interface Machine {

    /** This process, as a holder of releases. */
    Holder self();

    /** Whether a holder is known to be dead: it ran on this very machine, and runs no more. */
    boolean isDead(Holder holder);

    /**
     * The real one.
     *
     * @param build what is being built, for people
     */
    static Machine local(String build) {
        return LocalMachine.of(build);
    }
}
