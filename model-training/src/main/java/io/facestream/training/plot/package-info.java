/**
 * Pictures of a training: {@link io.facestream.training.plot.LossPlot} and {@link io.facestream.training.plot.VerificationPlot} while it
 * runs, {@link io.facestream.training.plot.RatePlot} before it begins. Their style, and the plots of what it gave, are vision's
 * {@link io.facestream.vision.plot}.
 */
@NullMarked
package io.facestream.training.plot;

import org.jspecify.annotations.NullMarked;
