package io.facestream.vision;

import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.quality.FaceQuality;

/**
 * A face found in a picture, measured and cut out.
 *
 * @param box in pixels of the picture
 * @param score the detector's confidence, 0..1
 * @param landmarks five points in pixels of the picture
 * @param quality measured on the crop and the points
 * @param crop aligned to the ArcFace template: 112 x 112 BGR, 8 bits a channel, row-major (37,632 bytes); owned by this record
 */
public record Face(FaceBox box, float score, Landmarks landmarks, FaceQuality quality, byte[] crop) {
    /** Width and height of the aligned crop in pixels. */
    public static final int CROP_SIDE = 112;
}
