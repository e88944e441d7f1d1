/**
 * Frames to observations: {@link io.facestream.job.detect.DetectFunction} is chained behind the camera source and runs on the thread that
 * received the frame, so that no pixel crosses an edge. A face that is too small, blurred, turned away or cut off by the frame's edge is
 * observed, counted and followed, but carries no crop. Most of a frame's cost is here; {@code ./facestream bench recall} measures it.
 */
@NullMarked
package io.facestream.job.detect;

import org.jspecify.annotations.NullMarked;
