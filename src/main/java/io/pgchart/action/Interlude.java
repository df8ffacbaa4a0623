package io.pgchart.action;

import io.pgchart.plan.Wave;

/** What is done between the waves of a revision. */
interface Interlude {

    /** Nothing. */
    Interlude NONE = wave -> wave;

    /**
     * Called before each wave.
     *
     * @return the wave to apply, where what was done has changed what there is to do
     */
    Wave before(Wave wave);
}
