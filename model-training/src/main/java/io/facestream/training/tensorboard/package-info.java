/**
 * Event files that TensorBoard reads: {@link io.facestream.training.tensorboard.EventFile} writes scalars, with nothing of TensorFlow.
 *
 * <pre>{@code
 * try (EventFile events = EventFile.create(run, System.currentTimeMillis())) {
 *     events.scalar("loss/train", step, loss, System.currentTimeMillis());
 * }
 * }</pre>
 */
@NullMarked
package io.facestream.training.tensorboard;

import org.jspecify.annotations.NullMarked;
