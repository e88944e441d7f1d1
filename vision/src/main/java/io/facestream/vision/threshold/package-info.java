/**
 * From the shots of a track to a decision: how shots become one probe, and how sure a score must be.
 *
 * <p>{@link io.facestream.vision.threshold.ShotFusion} is the one place that defines a probe, and
 * {@link io.facestream.vision.gallery.PersonMean} the one that defines what it is compared with: a person's score is the cosine of the
 * two. {@link io.facestream.vision.threshold.MatchThresholds} reads the threshold for that score from the model's card, whose table
 * must be measured on the same two definitions: whoever changes one of them measures again.
 *
 * <pre>{@code
 * ShotFusion fusion = ShotFusion.empty(512);
 * fusion.add(embedding, face.quality().overall());
 * Gallery gallery = Gallery.of(PersonMean.of(templates));
 * List<Candidate> best = gallery.search(fusion.probe(), 2);
 * Threshold threshold = MatchThresholds.of(card).at(0.01, gallery.people(), fusion.shots());
 * }</pre>
 */
@NullMarked
package io.facestream.vision.threshold;

import org.jspecify.annotations.NullMarked;
