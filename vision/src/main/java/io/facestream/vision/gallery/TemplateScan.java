package io.facestream.vision.gallery;

/** One way to compute the cosines of a probe with all templates; may be used by many threads at once. */
interface TemplateScan extends AutoCloseable {
    /** Writes one cosine a template, in the templates' order; within 1e-5 of the exact value. */
    void scores(float[] probe, float[] out);

    /** The cosine of a probe with one template, summed in double precision in the order of the values. */
    double exact(int row, float[] probe);

    @Override
    void close();
}
