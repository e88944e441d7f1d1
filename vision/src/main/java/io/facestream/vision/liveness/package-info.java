/**
 * Whether a face is a live one before the camera or a picture of a face: an optional stage, off unless asked for. {@link
 * io.facestream.vision.liveness.LivenessCropper} cuts the face with its surroundings out of the picture, where the picture is at hand;
 * {@link io.facestream.vision.liveness.LivenessModel} scores the cut, on another thread or machine if need be. The default pack's network is
 * wrong often, in both directions: {@code docs/liveness.md} has its error rates, measured by {@code ./facestream evaluate liveness}.
 */
@NullMarked
package io.facestream.vision.liveness;

import org.jspecify.annotations.NullMarked;
