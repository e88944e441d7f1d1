package io.facestream.vision.model;

import java.nio.FloatBuffer;

/**
 * What one run of a model gave, in the order of the model's outputs. The values lie in native memory that is used again by later
 * runs, so they are read before {@link #close()}, by the thread that ran the model.
 */
public interface Outputs extends AutoCloseable {
    int count();

    /** The output's name in the file; for messages only, since exporters number them as they like. */
    String name(int output);

    long[] shape(int output);

    /** All values of an output, row-major, from position 0; direct and read-only by contract. */
    FloatBuffer values(int output);

    @Override
    void close();
}
