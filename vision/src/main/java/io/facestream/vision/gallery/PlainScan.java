package io.facestream.vision.gallery;

import java.util.List;

/** Plain Java with eight accumulators: the compiler cannot reorder float sums, so their dependency is broken by hand. */
final class PlainScan implements TemplateScan {
    private final float[][] units;

    PlainScan(List<Template> templates) {
        units = templates.stream().map(Template::unit).toArray(float[][]::new);
    }

    @Override
    public void scores(float[] probe, float[] out) {
        for (int i = 0; i < units.length; i++) {
            out[i] = dot(units[i], probe);
        }
    }

    private static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (int end = Math.min(a.length, b.length) - 7; i < end; i += 8) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
            s4 += a[i + 4] * b[i + 4];
            s5 += a[i + 5] * b[i + 5];
            s6 += a[i + 6] * b[i + 6];
            s7 += a[i + 7] * b[i + 7];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }

    @Override
    public double exact(int row, float[] probe) {
        double sum = 0;
        float[] unit = units[row];
        for (int i = 0; i < unit.length; i++) {
            sum += (double) unit[i] * probe[i];
        }
        return sum;
    }

    @Override
    public void close() {}
}
