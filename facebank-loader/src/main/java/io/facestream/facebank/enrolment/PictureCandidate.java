package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.vision.embed.Embedding;

/** A picture that passed every check of its own, and waits to be compared with the others. */
record PictureCandidate(String templateId, String personId, String picture, String sha256, Measured face) {
    Embedding embedding() {
        return face.embedding();
    }

    /** {@code PERSON/FILE}. */
    String name() {
        return personId + "/" + picture;
    }
}
