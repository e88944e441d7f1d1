/**
 * Who a probe looks like: exact search among all templates of a facebank.
 *
 * <p>Entry point: {@link io.facestream.vision.gallery.Gallery}. It is immutable, so a changed facebank is a new gallery, and many
 * threads may search one at the same time. Every template is compared; nothing is approximate. Three ways compute the same
 * cosines, and the fastest that this JVM allows is taken: the Vector API (needs {@code --add-modules jdk.incubator.vector}),
 * ONNX Runtime's matrix product (needs no flag, pays from some hundred templates on), and plain Java. Whatever the way, the best
 * candidates are computed again in double precision and rounded to 1e-4 before they are compared, so all ways give the same answer.
 * {@link io.facestream.vision.gallery.ComposedGallery} searches several galleries as one, for facebanks that change while they are
 * searched.
 *
 * <p>The cost of a search is measured by {@code GalleryBench}.
 */
@NullMarked
package io.facestream.vision.gallery;

import org.jspecify.annotations.NullMarked;
