package io.facestream.job.identify;

/** Why a track has no name. */
public enum Reason {
    /** It has one. */
    NONE,
    /** Every face of the track was too small to embed. */
    TOO_SMALL,
    /** Every face reached beyond the edge of the frame. */
    CUT_OFF,
    BLURRED,
    TURNED_AWAY,
    TOO_DARK,
    TOO_BRIGHT,
    /** The embedding says that this is no face. */
    NOT_A_FACE,
    /** The best person's score is below the threshold. */
    BELOW_THRESHOLD,
    /** Two people are too close, or a better matching face of the same frame has the name. */
    AMBIGUOUS,
    /** Nobody is enrolled. */
    FACEBANK_EMPTY,
    /** The track ended before enough of it was seen. */
    TOO_SHORT
}
