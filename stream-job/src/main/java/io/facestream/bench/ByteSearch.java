package io.facestream.bench;

import io.facestream.vision.gallery.Template;
import java.util.Arrays;
import java.util.List;

/**
 * Templates with a byte for each value and one scale: a quarter of the memory that has to be read. It finds the candidates that an exact
 * comparison then ranks. Here to be measured for what it loses, not for speed: without the processor's instructions for bytes it has none.
 */
final class ByteSearch {
    private static final int MOST = 127;

    private final List<Template> templates;
    private final byte[][] codes;
    private final float[] scales;

    ByteSearch(List<Template> templates) {
        this.templates = templates;
        this.codes = new byte[templates.size()][];
        this.scales = new float[templates.size()];
        for (int i = 0; i < codes.length; i++) {
            float[] unit = templates.get(i).unit();
            scales[i] = scale(unit);
            codes[i] = coded(unit, scales[i]);
        }
    }

    private static float scale(float[] unit) {
        float largest = Float.MIN_NORMAL;
        for (float value : unit) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest / MOST;
    }

    private static byte[] coded(float[] unit, float scale) {
        byte[] code = new byte[unit.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = (byte) Math.round(unit[i] / scale);
        }
        return code;
    }

    /** Bytes of a template, scale included, in relation to floats. */
    double shareOfBytes() {
        int values = codes[0].length;
        return (values + 4.0) / (4.0 * values);
    }

    /** The person who is best by bytes, and the best by floats among as many as are checked again. */
    String best(float[] probe, int checkedAgain) {
        byte[] code = coded(probe, scale(probe));
        int[] candidates = new int[checkedAgain];
        float[] scores = new float[checkedAgain];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < codes.length; i++) {
            float score = dot(codes[i], code) * scales[i];
            int at = checkedAgain;
            while (at > 0 && score > scores[at - 1]) {
                at--;
            }
            if (at < checkedAgain) {
                System.arraycopy(scores, at, scores, at + 1, checkedAgain - at - 1);
                System.arraycopy(candidates, at, candidates, at + 1, checkedAgain - at - 1);
                scores[at] = score;
                candidates[at] = i;
            }
        }
        int best = candidates[0];
        for (int candidate : candidates) {
            if (dot(templates.get(candidate).unit(), probe)
                    > dot(templates.get(best).unit(), probe)) {
                best = candidate;
            }
        }
        return templates.get(best).personId();
    }

    private static int dot(byte[] a, byte[] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
