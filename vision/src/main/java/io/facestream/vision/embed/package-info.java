/**
 * Faces as vectors: aligned crops in, unit vectors with their raw length out.
 *
 * <p>Entry point: {@link io.facestream.vision.embed.FaceEmbedder}. What a crop becomes before the network sees it (colour order,
 * mean, scale) is said by the model's card. On a CPU each face runs alone, because a batch leaves the cache and gains nothing; on
 * a GPU faces run in two padded shapes. {@link io.facestream.vision.embed.Embedding#isRefused()} marks what is no vector.
 *
 * <p>The cost of a face is measured by {@code EmbedderBench}.
 */
@NullMarked
package io.facestream.vision.embed;

import org.jspecify.annotations.NullMarked;
