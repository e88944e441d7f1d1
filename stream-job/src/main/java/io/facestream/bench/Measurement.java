package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One thing that can be measured. */
interface Measurement {
    /** What it is called on the command line. */
    String name();

    /** What it measures, and the goal, in one line. */
    String about();

    /** Whether it can be met or missed; what has no goal is measured only when it is named. */
    default boolean hasGoal() {
        return true;
    }

    /**
     * Measures, prints a table to the workplace's terminal, and puts its figures into {@code figures}.
     *
     * @return whether the goal is met
     */
    boolean measure(Workplace workplace, ObjectNode figures) throws Exception;
}
