package io.facestream.job.stranger;

/** Why two strangers became one, or some visits of one are somebody else's. */
enum StrangerReason {
    /** A visit is like both. */
    SAME_FACE,
    /** Two visits of one stranger were before one camera at a time. */
    SAME_FRAME,
    /** The visit is somebody who was enrolled since. */
    ENROLLED
}
