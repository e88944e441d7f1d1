/**
 * Thresholds that are measured where they are used.
 *
 * <p>{@link io.facestream.evaluate.calibrate.FacebankCalibration} finds, for a facebank and people who are not in it, the threshold that lets
 * a wanted share of them pass, by the number of people enrolled, and says whether there were enough of them.
 * {@link io.facestream.evaluate.calibrate.ImpostorVisits} takes the same from a camera's own events.
 * {@link io.facestream.evaluate.calibrate.CalibrationCheck} repeats the whole on one collection of people and counts on others what came of
 * it. {@link io.facestream.evaluate.calibrate.LeaveOneOut} holds the facebank's own pictures against it.
 * {@link io.facestream.evaluate.calibrate.ModelCalibration} measures the table of a model's card.
 */
@NullMarked
package io.facestream.evaluate.calibrate;

import org.jspecify.annotations.NullMarked;
