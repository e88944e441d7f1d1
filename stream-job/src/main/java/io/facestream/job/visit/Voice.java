package io.facestream.job.visit;

/** What becomes of a visit's events, where people are ignored. */
public enum Voice {
    /** They go out. */
    OPEN,
    /** They wait for the visit's first decision: it might be somebody who is ignored. */
    HELD,
    /** It is somebody who is ignored, and nothing was ever said of the visit. */
    UNSAID,
    /** It is somebody who is ignored by now: what went out before is all. */
    SILENT
}
