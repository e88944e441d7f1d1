/**
 * Pictures of a training, as PNG files in one style: {@link io.facestream.training.plot.LossPlot} and
 * {@link io.facestream.training.plot.VerificationPlot} while it runs, {@link io.facestream.training.plot.RocPlot} and
 * {@link io.facestream.training.plot.ScorePlot} of what it gave, {@link io.facestream.training.plot.RatePlot} before it begins. No display
 * is needed; a file that is there is replaced at once, so that a viewer never sees half a picture.
 *
 * <p>Blue is one person, or what is now; orange is two people, or what was before.
 */
@NullMarked
package io.facestream.training.plot;

import org.jspecify.annotations.NullMarked;
