/**
 * How alike two vectors are, in the ways that projects of the field have measured it.
 *
 * <p>Entry point: {@link io.facestream.vision.evaluate.similarity.Similarity}. All of them are turned so that higher is nearer; each says
 * how the distance that others publish follows from it.
 *
 * <pre>{@code
 * double score = Similarity.COS.between(first, second); // -1 to 1
 * }</pre>
 */
@NullMarked
package io.facestream.vision.evaluate.similarity;

import org.jspecify.annotations.NullMarked;
