package io.facestream.vision.detect;

import io.facestream.vision.model.Outputs;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Outputs as some network might have given them. */
final class FixedOutputs implements Outputs {
    private final List<long[]> shapes = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();

    FixedOutputs add(long... shape) {
        int count = 1;
        for (long dimension : shape) {
            count *= (int) dimension;
        }
        shapes.add(shape);
        values.add(new float[count]);
        return this;
    }

    FixedOutputs set(int output, int at, float... row) {
        System.arraycopy(row, 0, values.get(output), at * row.length, row.length);
        return this;
    }

    List<long[]> shapes() {
        return shapes;
    }

    @Override
    public int count() {
        return shapes.size();
    }

    @Override
    public String name(int output) {
        return Integer.toString(448 + 3 * output);
    }

    @Override
    public long[] shape(int output) {
        return shapes.get(output);
    }

    @Override
    public FloatBuffer values(int output) {
        return FloatBuffer.wrap(values.get(output));
    }

    @Override
    public void close() {}
}
