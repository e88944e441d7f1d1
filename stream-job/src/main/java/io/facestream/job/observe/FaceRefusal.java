package io.facestream.job.observe;

/** Why a detected face is not worth embedding. */
public enum FaceRefusal {
    /** It is worth it. */
    NONE,
    TOO_SMALL,
    /** It reaches beyond the edge of the frame. */
    CUT_OFF,
    BLURRED,
    TURNED_AWAY,
    TOO_DARK,
    TOO_BRIGHT,
    /** The embedding's norm says that this is no face, or its values are not numbers. */
    NOT_A_FACE
}
