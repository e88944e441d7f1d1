package io.facestream.training.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/** One thing that can be measured. */
public sealed interface Measurement permits StepBench, LoaderBench, ExportBench {
    /** What it is called on the command line. */
    String name();

    /**
     * Measures, prints a table, and puts its figures into {@code figures}.
     *
     * @param terminal takes lines
     * @return whether the goal is met
     */
    boolean measure(Consumer<String> terminal, ObjectNode figures) throws IOException;
}
