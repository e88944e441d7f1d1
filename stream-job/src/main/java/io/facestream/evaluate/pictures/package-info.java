/**
 * Single pictures and small sets of them: are two the same person, who is in one, what are the vectors of many, and a camera's frames that
 * are fit to be enrolled.
 *
 * <p>Entry points: {@link io.facestream.evaluate.pictures.FaceComparison}, {@link io.facestream.evaluate.pictures.PictureIdentifier},
 * {@link io.facestream.evaluate.pictures.VectorFile} and {@link io.facestream.evaluate.pictures.Capture}. {@code docs/pictures.md} shows
 * their commands.
 */
@NullMarked
package io.facestream.evaluate.pictures;

import org.jspecify.annotations.NullMarked;
