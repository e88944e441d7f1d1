package io.facestream.facebank.enrolment;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.quality.FaceQuality;

/** What looking at one picture gave. It depends on the picture's bytes and the models alone, so that it can be kept. */
sealed interface PictureFinding {

    /** The face that the picture shows; whether it is good enough is decided later. */
    record Measured(Embedding embedding, FaceQuality quality) implements PictureFinding {}

    /** No face can be had from it. */
    record Refused(PictureVerdict verdict, String detail) implements PictureFinding {}
}
