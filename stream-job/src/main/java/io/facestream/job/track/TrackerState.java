package io.facestream.job.track;

import java.util.List;

/** All that the tracker remembers of a camera: its clock and its tracks. No pixels. */
public record TrackerState(long clockMillis, long mediaClockMillis, List<Track> tracks) {
    public static final TrackerState EMPTY = new TrackerState(Long.MIN_VALUE, -1, List.of());
}
