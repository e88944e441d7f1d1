package io.facestream.vision.gallery;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API, four templates at a time so that each load of the probe serves four. Loaded only where the JVM has the module.
 * 256 bits also where 512 are there: measured faster.
 */
final class VectorScan implements TemplateScan {
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Rows of one array, some 8 MB at 512 dimensions: no humongous array of the whole gallery. */
    private static final int BLOCK = 4096;

    private final int dimension;
    private final int stride;
    private final int count;
    private final float[][] blocks;

    VectorScan(List<Template> templates, int dimension) {
        this.dimension = dimension;
        this.stride = (dimension + LANES - 1) / LANES * LANES;
        this.count = templates.size();
        this.blocks = new float[(count + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            int rows = Math.min(BLOCK, count - b * BLOCK);
            // padded to whole groups of four rows, so that the loop has no remainder
            blocks[b] = new float[(rows + 3) / 4 * 4 * stride];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(templates.get(b * BLOCK + row).unit(), 0, blocks[b], row * stride, dimension);
            }
        }
    }

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public void scores(float[] probe, float[] out) {
        float[] padded = new float[stride];
        System.arraycopy(probe, 0, padded, 0, dimension);
        float[] four = new float[4];
        for (int b = 0; b < blocks.length; b++) {
            int first = b * BLOCK;
            int rows = Math.min(BLOCK, count - first);
            for (int row = 0; row < rows; row += 4) {
                dotFour(blocks[b], row * stride, stride, padded, four);
                System.arraycopy(four, 0, out, first + row, Math.min(4, rows - row));
            }
        }
    }

    private static void dotFour(float[] rows, int at, int stride, float[] probe, float[] out) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < stride; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, probe, i);
            s0 = FloatVector.fromArray(SPECIES, rows, at + i).fma(p, s0);
            s1 = FloatVector.fromArray(SPECIES, rows, at + stride + i).fma(p, s1);
            s2 = FloatVector.fromArray(SPECIES, rows, at + 2 * stride + i).fma(p, s2);
            s3 = FloatVector.fromArray(SPECIES, rows, at + 3 * stride + i).fma(p, s3);
        }
        out[0] = s0.reduceLanes(VectorOperators.ADD);
        out[1] = s1.reduceLanes(VectorOperators.ADD);
        out[2] = s2.reduceLanes(VectorOperators.ADD);
        out[3] = s3.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void close() {}
}
