package io.facestream.evaluate.calibrate;

import io.facestream.vision.align.Landmarks;
import java.io.IOException;

/** A photograph's face, of which the passages of a calibration are made. Many threads may ask. */
public interface PassageFace {
    /** Whom it shows. */
    String person();

    /** Names the picture, differently from all others; chance is drawn from it. */
    String picture();

    /** Five points in the pixels of the photograph, or of an aligned crop. */
    Landmarks landmarks();

    /** The pixels: 112 x 112 BGR, aligned to the ArcFace template. */
    byte[] bgr() throws IOException;
}
