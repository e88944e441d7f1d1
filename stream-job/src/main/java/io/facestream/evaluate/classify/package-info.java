/**
 * Which of some known people: how right a model is where everybody is enrolled.
 *
 * <p>Entry point: {@link io.facestream.evaluate.classify.ClassFolder}, pictures as a folder a class, {@link
 * io.facestream.evaluate.classify.ClassificationTrial} and {@link io.facestream.evaluate.classify.ClassificationResult}.
 */
@NullMarked
package io.facestream.evaluate.classify;

import org.jspecify.annotations.NullMarked;
