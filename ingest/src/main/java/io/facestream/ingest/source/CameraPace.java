package io.facestream.ingest.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** Which frames of the cameras are emitted, and when; see the setters of {@link CameraSource.Builder}. */
record CameraPace(Duration grid, Instant startTime, boolean realtime, Duration startOffset, Duration limit)
        implements Serializable {

    static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE / 4);

    CameraPace {
        if (grid.toMillis() < 1) {
            throw new IllegalArgumentException("grid: " + grid + " (expected: at least 1 ms)");
        }
        if (startOffset.isNegative()) {
            throw new IllegalArgumentException("start offset: " + startOffset + " (expected: 0 or more)");
        }
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("duration: " + limit + " (expected: at least 1 ms)");
        }
    }

    static CameraPace defaults() {
        return new CameraPace(Duration.ofMillis(120), Instant.EPOCH, false, Duration.ZERO, FOREVER);
    }

    CameraPace withGrid(Duration value) {
        return new CameraPace(value, startTime, realtime, startOffset, limit);
    }

    CameraPace withStartTime(Instant value) {
        return new CameraPace(grid, value, realtime, startOffset, limit);
    }

    CameraPace withRealtime(boolean value) {
        return new CameraPace(grid, startTime, value, startOffset, limit);
    }

    CameraPace withStartOffset(Duration value) {
        return new CameraPace(grid, startTime, realtime, value, limit);
    }

    CameraPace withLimit(Duration value) {
        return new CameraPace(grid, startTime, realtime, startOffset, value);
    }
}
