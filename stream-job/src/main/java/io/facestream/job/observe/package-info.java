/**
 * What leaves the task that holds the pixels: one {@link io.facestream.job.observe.Observation} for each frame that was looked at, and
 * for whatever else a camera says. Its faces are boxes and aligned crops; its {@link io.facestream.job.observe.Counts} are increments that
 * travel with it, so that sums at the end of the flow survive a restart exactly as the records do.
 */
@NullMarked
package io.facestream.job.observe;

import org.jspecify.annotations.NullMarked;
