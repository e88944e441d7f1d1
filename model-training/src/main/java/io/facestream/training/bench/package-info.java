/**
 * What {@code ./facestream train bench} measures: how fast training and exported models are in relation to a yardstick that runs beside them.
 *
 * <p>Entry point: {@link io.facestream.training.bench.Bench}. Each {@link io.facestream.training.bench.Measurement} prints a table and
 * writes {@code train-NAME.json}. A speed is the median ratio of two things measured in turns in one process, in CPU seconds; absolute
 * figures say more about the machine than about the program.
 *
 * <pre>{@code
 * Bench.run(new StepBench(Backbone.MOBILE_FACE_NET, 32, 500, List.of(1), 5, 3, true), System.out::println, Path.of("results"));
 * }</pre>
 */
@NullMarked
package io.facestream.training.bench;

import org.jspecify.annotations.NullMarked;
