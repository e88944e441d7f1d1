/**
 * How well a model tells people apart, from the scores of pairs: no engine, no pictures.
 *
 * <p>Entry point: {@link io.facestream.vision.evaluate.VerificationScores}, the scores of pairs of one person and of pairs of two people; a
 * pair is accepted where its score is at or above a threshold. {@link io.facestream.vision.evaluate.FoldedAccuracy} is the accuracy that
 * LFW's protocol asks for; {@link io.facestream.vision.evaluate.Resampling} tells how far such figures may be off. Protocols are read by
 * {@link io.facestream.vision.evaluate.PairList} and {@link io.facestream.vision.evaluate.PickledPairs}, LFW's own by {@link
 * io.facestream.vision.evaluate.LfwPairs} and {@link io.facestream.vision.evaluate.LfwPeople}.
 *
 * <p>{@link io.facestream.vision.evaluate.IdentificationScores} are searches of a gallery for people who are in it and who are not;
 * {@link io.facestream.vision.evaluate.ImpostorScores} give the threshold that lets a share of the latter pass.
 *
 * <pre>{@code
 * VerificationScores scores = new VerificationScores(cosinesOfSame, cosinesOfDifferent);
 * OperatingPoint point = scores.atFalseAcceptRate(1e-3);
 * point.trueAcceptRate(); // of the pairs of one person
 * point.support();        // whether there were pairs enough to say so
 * }</pre>
 */
@NullMarked
package io.facestream.vision.evaluate;

import org.jspecify.annotations.NullMarked;
