package io.facestream.ingest.gateway;

import java.time.Duration;
import java.time.Instant;

/**
 * Which frames are sent, and how they are coded.
 *
 * @param quality of JPEGs that are coded here, 1..100
 * @param maxFps most frames a second of a camera; 0 for all
 * @param maxHeight frames that are higher are scaled down to it, pixels; 0 for none
 * @param passThrough whether frames that the camera gives as JPEGs are sent as they are
 * @param realtime gives the frames of files no faster than they were filmed
 * @param startTime capture time of the beginning of a file
 * @param limit ends a file after so much of it, a live camera after so much time
 */
public record GatewayOptions(
        int quality,
        double maxFps,
        int maxHeight,
        boolean passThrough,
        boolean realtime,
        Instant startTime,
        Duration limit) {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    public GatewayOptions {
        require(quality >= 1 && quality <= 100, "quality", quality, "1 to 100");
        require(maxFps >= 0 && maxFps <= 1000, "max-fps", maxFps, "0 for all frames, at most 1000");
        require(maxHeight == 0 || maxHeight >= 64, "max-height", maxHeight, "0 for none, at least 64");
        require(limit.toMillis() > 0, "duration", limit, "longer than 0");
    }

    /** Ten frames a second of quality 85, JPEGs of cameras as they are. */
    public static GatewayOptions defaults() {
        return new GatewayOptions(85, 10, 0, true, false, Instant.EPOCH, FOREVER);
    }

    public GatewayOptions withMaxFps(double value) {
        return new GatewayOptions(quality, value, maxHeight, passThrough, realtime, startTime, limit);
    }

    public GatewayOptions withQuality(int value) {
        return new GatewayOptions(value, maxFps, maxHeight, passThrough, realtime, startTime, limit);
    }

    public GatewayOptions withMaxHeight(int value) {
        return new GatewayOptions(quality, maxFps, value, passThrough, realtime, startTime, limit);
    }

    public GatewayOptions withPassThrough(boolean value) {
        return new GatewayOptions(quality, maxFps, maxHeight, value, realtime, startTime, limit);
    }

    public GatewayOptions withRealtime(boolean value) {
        return new GatewayOptions(quality, maxFps, maxHeight, passThrough, value, startTime, limit);
    }

    public GatewayOptions withStartTime(Instant value) {
        return new GatewayOptions(quality, maxFps, maxHeight, passThrough, realtime, value, limit);
    }

    public GatewayOptions withLimit(Duration value) {
        return new GatewayOptions(quality, maxFps, maxHeight, passThrough, realtime, startTime, value);
    }

    /** Distance of the frames that are sent, in milliseconds. */
    long gridMillis() {
        return maxFps == 0 ? 1 : Math.max(1, Math.round(1000 / maxFps));
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
