/**
 * How weights are moved: {@link io.facestream.training.optimise.Groups} says which decay and how fast each of them learns,
 * {@link io.facestream.training.optimise.OptimiserSpec} by which rule, {@link io.facestream.training.optimise.Schedule} the learning rate of
 * each step, and {@link io.facestream.training.optimise.LrFinder} looks for a good one. One step of several batches:
 *
 * <pre>{@code
 * List<Trained> tensors = spec.groups().of(block.layer(), block.arrays(), head);
 * try (Optimiser optimiser = spec.create(tensors, manager); Gradients gradients = new Gradients(tensors, manager)) {
 *     for (Batch batch : batches) {
 *         backward(batch); // gradients add up
 *     }
 *     gradients.scale(1.0 / batches.size());
 *     double norm = gradients.clip(5);
 *     if (!Double.isFinite(norm)) {
 *         throw new TrainingException("gradient of " + gradients.firstNotFinite().orElseThrow() + " ...");
 *     }
 *     optimiser.step(schedule.at(step, stepsAnEpoch, epochs));
 * }
 * }</pre>
 *
 * <p>Gradients and weights are changed where they lie, by programs of the engine: one call a group of tensors, without temporary arrays but
 * for AdamW's denominator.
 */
@NullMarked
package io.facestream.training.optimise;

import org.jspecify.annotations.NullMarked;
