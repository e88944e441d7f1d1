/**
 * Classification in a closed set: each picture shows one of some known classes, and is given the nearest.
 *
 * <p>Entry point: {@link io.facestream.vision.evaluate.classify.ClosedSet}. {@link io.facestream.vision.evaluate.classify.ConfusionMatrix}
 * counts its answers, {@link io.facestream.vision.evaluate.classify.ThresholdChoice} are ways to a threshold from its scores.
 *
 * <pre>{@code
 * ClosedSet set = ClosedSet.of(classes, enrolled, ClosedSet.By.CENTROID);
 * ClosedSet.Outcome outcome = set.leaveOneOut(done -> {});
 * outcome.matrix().accuracy();
 * }</pre>
 */
@NullMarked
package io.facestream.vision.evaluate.classify;

import org.jspecify.annotations.NullMarked;
