/**
 * Best crops of visits, kept as encrypted files: off unless {@code crops} names a folder.
 *
 * <p>A shot's pixels leave the flow at the embedding, before anybody knows who it is. So a {@link io.facestream.job.crop.CropTap} in front of
 * it lays them on a shelf in this JVM's memory, {@link io.facestream.job.crop.CropPick} behind identification keeps the best one of each
 * face, and {@link io.facestream.job.crop.CropSink} writes it, on a thread of its own, when an event says that the visit may be known of. Of
 * people who are ignored no event goes out, and so no crop is kept. What lies on the shelf is in no checkpoint: a failure costs the crops of
 * the visits that are open. The three stand in tasks that Flink puts into one slot; where it does not, no crop is found and the metric
 * {@code crops_missed} counts.
 *
 * <p>Files are named {@code VISIT.crop}, hold a JPEG of 112 x 112 pixels under AES-256-GCM with the facebank's key, and are deleted when
 * they are older than {@code crops-expire}. {@code ./facestream crops} lists and opens them; {@code docs/crops.md} says more.
 */
@NullMarked
package io.facestream.job.crop;

import org.jspecify.annotations.NullMarked;
