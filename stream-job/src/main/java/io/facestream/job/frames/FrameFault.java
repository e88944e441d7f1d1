package io.facestream.job.frames;

/** What can be wrong with a record besides its picture. */
enum FrameFault {
    /** The key is not a camera's name. */
    BAD_CAMERA_ID,
    /** The capture time is missing or no time. */
    BAD_CAPTURED_AT,
    /** The stream's name is missing or too long. */
    BAD_STREAM_ID,
    /** The sequence number is missing or no number. */
    BAD_SEQUENCE,
    /** The state is none that is known. */
    BAD_STATE,
    /** The value is larger than any frame. */
    TOO_MANY_BYTES
}
