/**
 * Kills processes of a cluster of this machine at random moments, while the job on it watches two cameras, and compares what a reader of
 * committed events sees with a run that nobody disturbed. {@link io.facestream.chaos.ChaosRun} is the whole of it, behind
 * {@code ./facestream chaos}:
 *
 * <pre>{@code
 * ChaosReport report = new ChaosRun(ChaosOptions.of(folder, media).withKills(20), progress).run();
 * report.lines().forEach(terminal::println);
 * }</pre>
 */
@NullMarked
package io.facestream.chaos;

import org.jspecify.annotations.NullMarked;
