package io.facestream.facebank.enrolment;

import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.quality.FaceQuality;
import java.util.List;

/** The networks, as enrolment sees them. One thread at a time. */
interface FaceReader extends AutoCloseable {
    /** All faces of a picture, with their aligned crops. */
    List<Face> faces(Picture picture);

    /** Vector of an aligned crop, 112 x 112 BGR. */
    Embedding embed(byte[] crop);

    /** What can be measured of an aligned crop alone. */
    FaceQuality qualityOf(byte[] crop);

    @Override
    void close();

    /** Opens readers, one a thread. */
    @FunctionalInterface
    interface Factory {
        FaceReader open();
    }
}
