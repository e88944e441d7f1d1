/**
 * The picture of a range test, {@link io.facestream.training.plot.RatePlot}. Its style, and the pictures of a run and of what it gave, are
 * vision's {@link io.facestream.vision.plot}.
 */
@NullMarked
package io.facestream.training.plot;

import org.jspecify.annotations.NullMarked;
