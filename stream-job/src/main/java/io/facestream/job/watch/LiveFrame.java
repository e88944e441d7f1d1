package io.facestream.job.watch;

import io.facestream.job.render.Annotation;

/**
 * A frame as it is shown, with what was found in this very frame.
 *
 * @param annotation boxes in pixels of the frame as it was looked at
 * @param frameWidth of the frame as it was looked at, in pixels; without a picture, large enough for all boxes so far
 * @param jpeg the frame, scaled down; empty where there is no picture, and only its boxes are known; not to be changed
 * @param sinceNanos when the job had the frame, by {@link System#nanoTime}
 */
public record LiveFrame(Annotation annotation, int frameWidth, int frameHeight, byte[] jpeg, long sinceNanos) {}
