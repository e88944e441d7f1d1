/**
 * Where things go in a plot so that what is alike lies together: {@link io.facestream.vision.plot.layout.PrincipalAxes} and
 * {@link io.facestream.vision.plot.layout.Neighbours} put embeddings on a plane, {@link io.facestream.vision.plot.layout.LeafOrder} puts
 * the rows of a matrix in order. The same input always gives the same output.
 */
@NullMarked
package io.facestream.vision.plot.layout;

import org.jspecify.annotations.NullMarked;
