/**
 * How well a network tells people apart whom it has not learned from.
 *
 * <p>Entry point: {@link io.facestream.training.verify.HeldOut}, pictures and pairs of them. Whatever makes vectors of pictures is measured
 * on it: the block that is trained, a model in use, or {@link io.facestream.training.verify.PixelPca}, the baseline that any network has
 * to beat. {@link io.facestream.training.verify.Comparison} decides whether what was trained may replace what there was;
 * {@link io.facestream.training.verify.CentroidClassifier} measures the recognition of known people.
 *
 * <pre>{@code
 * HeldOut unseen = HeldOut.allPairs(pictures, ofPeopleNotTrainedOn);
 * Verification before = unseen.verify(model::embed, false);
 * Verification after = unseen.verify(new BlockEmbedder(block, input), false);
 * boolean promoted = new Comparison(before, after, 0.5).isNotWorse();
 * }</pre>
 */
@NullMarked
package io.facestream.training.verify;

import org.jspecify.annotations.NullMarked;
