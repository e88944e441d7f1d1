/**
 * Crops to vectors: {@link io.facestream.job.embed.EmbedOperatorFactory} makes the operator that embeds the elected shots, in order, and
 * lets everything out before a checkpoint's barrier, so that no pixel is ever in a checkpoint. On a CPU each slot calls the shared session
 * on its own thread; on a GPU a micro-batcher serves all slots of the JVM. {@code ./facestream bench G3} measures its cost.
 */
@NullMarked
package io.facestream.job.embed;

import org.jspecify.annotations.NullMarked;
