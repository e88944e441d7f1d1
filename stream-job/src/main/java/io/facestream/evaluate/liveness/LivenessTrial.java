package io.facestream.evaluate.liveness;

/**
 * What the model said of one face.
 *
 * @param faceHeight of its box, in pixels of the picture that was scored
 * @param score 0 (a picture of a face) .. 1 (a live one)
 */
record LivenessTrial(float faceHeight, float score) {}
