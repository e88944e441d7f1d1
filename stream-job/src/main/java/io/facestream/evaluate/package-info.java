/**
 * What the commands that measure have in common: the faces of many pictures as vectors, on all cores.
 *
 * <p>Entry point: {@link io.facestream.evaluate.PictureVectors}. What the figures mean is in {@code io.facestream.vision.evaluate}, which
 * knows no pictures.
 */
@NullMarked
package io.facestream.evaluate;

import org.jspecify.annotations.NullMarked;
