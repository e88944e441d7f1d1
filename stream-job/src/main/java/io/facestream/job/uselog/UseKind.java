package io.facestream.job.uselog;

/** What an entry of the log of use says. */
public enum UseKind {
    /** A job begins to use a camera; the chain's first entry, and once more when another job goes on with it. */
    STARTED,
    /** What the camera's faces are held against from here on. */
    DATABASE,
    CAMERA_UP,
    CAMERA_DOWN,
    /** What a live camera showed in an interval is lost. */
    GAP,
    /** The camera delivers nothing more: the use ends. */
    ENDED,
    /** Input led to a person. */
    MATCH,
    /** Later evidence took a match back. */
    WITHDRAWN,
    /** A person was erased from the facebank. */
    ERASED,
    /** Somebody has looked at a match and found it right. */
    CONFIRMED,
    /** Somebody has looked at a match and found it wrong. */
    REJECTED
}
