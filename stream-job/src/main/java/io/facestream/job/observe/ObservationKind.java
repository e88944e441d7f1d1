package io.facestream.job.observe;

/** What a camera reported. */
public enum ObservationKind {
    /** A frame was looked at; it may hold no face. */
    FRAME,
    /** Time passed without a frame: a dead camera's clock goes on. */
    TICK,
    /** The camera delivers again, or for the first time. */
    UP,
    /** The camera stopped delivering; the detail says why. */
    DOWN,
    /** What the camera showed in an interval is lost; the detail says which. */
    GAP,
    /** A frame was refused; the detail says why. */
    REFUSED,
    /** The camera delivers nothing more: the end of a file, or of the run. */
    ENDED
}
