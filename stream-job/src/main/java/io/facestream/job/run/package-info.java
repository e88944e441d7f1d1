/**
 * A run: its settings ({@link io.facestream.job.run.JobOptions}, checked by {@link io.facestream.job.run.SettingsReader}), the topology
 * ({@link io.facestream.job.run.FaceJob}), the cluster in this process ({@link io.facestream.job.run.EmbeddedCluster}) and what came of it
 * ({@link io.facestream.job.run.RunSummary}).
 *
 * <pre>{@code
 * JobSettings settings = SettingsReader.read(CameraSpec.parseAll(List.of("door=door.mp4")), configuration, List.of());
 * new EmbeddedCluster().run(settings, positions -> {});
 * }</pre>
 */
@NullMarked
package io.facestream.job.run;

import org.jspecify.annotations.NullMarked;
