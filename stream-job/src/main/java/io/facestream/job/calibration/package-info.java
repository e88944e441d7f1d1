/**
 * Thresholds that were measured before a camera, and go before those of the model's card.
 *
 * <p>{@link io.facestream.job.calibration.CameraCalibration} is what {@code ./facestream calibrate facebank} writes and the setting {@code
 * calibration} reads: by how much a camera's threshold differs from the card's, by the number of people enrolled. A difference, and not a
 * threshold, so that the card's table still says what more shots and a growing facebank mean.
 */
@NullMarked
package io.facestream.job.calibration;

import org.jspecify.annotations.NullMarked;
