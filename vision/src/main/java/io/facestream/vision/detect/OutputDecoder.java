package io.facestream.vision.detect;

import io.facestream.vision.model.Outputs;

/** Turns the outputs of one family of detectors into boxes. */
interface OutputDecoder {
    /** Whether the family finds five points with each box. */
    boolean findsPoints();

    /** Both sides of the network's picture must be multiples of this. */
    int multiple();

    /** What is laid around a picture that does not fill the network's: 0..255. */
    int padding();

    /**
     * Adds the boxes that reach a score.
     *
     * @param width of the network's picture
     * @param toX picture pixels a network pixel across
     * @param toY picture pixels a network pixel down
     */
    void decode(Outputs outputs, int width, int height, float threshold, float toX, float toY, Candidates into);
}
