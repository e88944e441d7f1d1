package io.facestream.training.data.prepare;

import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;

/** Cuts the face out of a photograph. One thread. */
public interface FaceFinder extends AutoCloseable {
    /**
     * The face that the photograph is of, aligned to the ArcFace template: 112 x 112 BGR, row-major.
     *
     * @throws UnreadablePictureException if there is none; the message says only that
     */
    byte[] crop(Picture photograph) throws UnreadablePictureException;

    @Override
    void close();

    /** Opens finders, one for each thread that wants one. */
    interface Factory {
        FaceFinder open();
    }
}
