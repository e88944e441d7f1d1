/**
 * Gathers what is to be looked at, and makes figures and pages of it: labelled scores ({@link io.facestream.evaluate.look.ScoreFile}),
 * embeddings ({@link io.facestream.evaluate.look.LabelledVectors}), a facebank ({@link io.facestream.evaluate.look.LookAlikes}), a training
 * run ({@link io.facestream.evaluate.look.RunFigures}), and the report on a model that holds all of them
 * ({@link io.facestream.evaluate.look.ModelReport}). How things are drawn is {@code io.facestream.vision.plot}'s.
 *
 * <p>No vector and no picture gets into what is written; names of people do.
 */
@NullMarked
package io.facestream.evaluate.look;

import org.jspecify.annotations.NullMarked;
