/**
 * Faces of nobody: pictures to learn from where there are none, as in {@code train quick} and in tests.
 *
 * <p>{@link io.facestream.training.generate.GeneratedFaces} is a set of pictures as any other. A person is an {@code Identity}, geometry
 * and colours that stay; a picture is that person in a {@code Moment}, with the pose, light and damage of that picture alone; a
 * {@code FacePainter} draws it and {@code Exposure} spoils the pixels. What it all is depends on the seed only.
 *
 * <p>A network that has learned them knows nothing of real faces.
 */
@NullMarked
package io.facestream.training.generate;

import org.jspecify.annotations.NullMarked;
