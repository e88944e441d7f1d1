/**
 * What {@code ./facestream bench} measures: how fast the parts are in relation to a yardstick that runs beside them, and how right the
 * whole is on scenes whose truth is known.
 *
 * <p>Entry point: {@link io.facestream.bench.Bench}. Each {@link io.facestream.bench.Measurement} has a name, prints a table and writes
 * JSON. A speed is always a ratio of two things measured in turns in one run, the median of at least five rounds, in CPU seconds; absolute
 * figures say more about the machine than about the program.
 *
 * <p>Scale is measured on a {@link io.facestream.bench.MadeStreet}, whose truth is known, and on the parts by themselves; what a
 * {@link io.facestream.bench.CapacityPlan} calculates from that stands in {@code docs/scale.md}.
 *
 * <p>{@link io.facestream.evaluate.calibrate.ModelCalibration} measures the table of thresholds that a model's card carries.
 */
@NullMarked
package io.facestream.bench;

import org.jspecify.annotations.NullMarked;
