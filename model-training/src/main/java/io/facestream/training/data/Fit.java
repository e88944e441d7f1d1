package io.facestream.training.data;

/** How a picture that is not square becomes one. */
public enum Fit {
    /** Width and height are scaled on their own. */
    STRETCH,
    /** What stands out on the longer side is cut off, as much on one end as on the other. */
    CENTRE_CROP
}
