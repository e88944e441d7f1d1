/**
 * Observations to tracks: {@link io.facestream.job.track.Tracker} is a pure step on a camera's state; it follows faces by place and
 * velocity, and elects the few faces of a track that are worth an embedding. {@link io.facestream.job.track.TrackFunction} keeps the state by
 * camera. Settings: {@code track-lost-after}; the rest is in {@link io.facestream.job.track.TrackerOptions}.
 */
@NullMarked
package io.facestream.job.track;

import org.jspecify.annotations.NullMarked;
