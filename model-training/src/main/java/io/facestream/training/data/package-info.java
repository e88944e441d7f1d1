/**
 * Pictures to learn from: the field's formats, augmentation, and batches made ahead of the step that takes them.
 *
 * <p>{@link io.facestream.training.data.PictureSets} opens a set of any format, {@link io.facestream.training.data.BatchLoader} makes batches
 * of it, {@link io.facestream.training.data.PairFile} reads pairs for verification, and {@link io.facestream.training.data.PictureSinks}
 * writes sets.
 *
 * <pre>{@code
 * InputForm form = new InputForm(ModelCard.Colour.RGB, 127.5f, 1 / 127.5f);
 * try (PictureSet set = PictureSets.open("faces/");
 *         BatchLoader loader = new BatchLoader(set, pictures, classOf, 32, seed, Augmentation.FLIP, form, 1, 0)) {
 *     Batch batch = loader.next();
 *     // learn from it
 *     loader.giveBack(batch);
 * }
 * }</pre>
 *
 * <p>A format is a {@link io.facestream.training.data.CodedPictures}, which knows bytes, people and names but no pixels, so that a conversion
 * keeps the bytes. What is damaged in a file costs itself, is told, and never ends a training. {@code BatchLoaderIT} measures how many
 * pictures a second one thread makes.
 */
@NullMarked
package io.facestream.training.data;

import org.jspecify.annotations.NullMarked;
