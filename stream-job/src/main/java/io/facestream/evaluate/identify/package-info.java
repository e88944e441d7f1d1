/**
 * Identification in an open set: who is found in a gallery of enrolled people, and who gets a name though not enrolled.
 *
 * <p>{@link io.facestream.evaluate.identify.EnrolledPeople} are the gallery, {@link io.facestream.evaluate.identify.ProbeSet} the pictures
 * that are held against it, one search a picture; {@link io.facestream.evaluate.identify.OpenSetEvaluation} is what came of them. A person's
 * score is that of the job: the cosine with the mean of the person's templates. The rates are those of ISO/IEC 19795-1 and are counted by
 * {@link io.facestream.vision.evaluate.IdentificationScores}.
 */
@NullMarked
package io.facestream.evaluate.identify;

import org.jspecify.annotations.NullMarked;
