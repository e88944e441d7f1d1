package io.facestream.ingest.camera;

import java.io.Serializable;
import java.time.Duration;

/**
 * How one camera is opened and watched.
 *
 * @param openTimeout longest time for the connection and the first frame's description
 * @param stallTimeout a live camera that gives no frame for so long is taken for dead and opened anew
 * @param rtspTransport how RTSP brings its packets
 * @param allowLinkLocal whether an address such as 169.254.169.254 or fe80::1 may be opened; off, because cloud machines serve
 *     credentials there
 * @param picturesPerSecond pace of the pictures of a folder, in media time
 */
public record CameraOptions(
        Duration openTimeout,
        Duration stallTimeout,
        RtspTransport rtspTransport,
        boolean allowLinkLocal,
        double picturesPerSecond)
        implements Serializable {

    private static final CameraOptions DEFAULTS =
            new CameraOptions(Duration.ofSeconds(10), Duration.ofSeconds(10), RtspTransport.TCP, false, 1);

    /** RTSP's lower transport: TCP loses nothing, UDP spares the retransmissions. */
    public enum RtspTransport {
        TCP,
        UDP
    }

    public CameraOptions {
        requirePositive("open-timeout", openTimeout);
        requirePositive("stall-timeout", stallTimeout);
        if (!(picturesPerSecond > 0 && picturesPerSecond <= 1000)) {
            throw new IllegalArgumentException(
                    "pictures-per-second: " + picturesPerSecond + " (expected: above 0, at most 1000)");
        }
    }

    /** Ten seconds to open and to stall, RTSP over TCP, no link-local addresses, one picture a second. */
    public static CameraOptions defaults() {
        return DEFAULTS;
    }

    public CameraOptions withOpenTimeout(Duration value) {
        return new CameraOptions(value, stallTimeout, rtspTransport, allowLinkLocal, picturesPerSecond);
    }

    public CameraOptions withStallTimeout(Duration value) {
        return new CameraOptions(openTimeout, value, rtspTransport, allowLinkLocal, picturesPerSecond);
    }

    public CameraOptions withRtspTransport(RtspTransport value) {
        return new CameraOptions(openTimeout, stallTimeout, value, allowLinkLocal, picturesPerSecond);
    }

    public CameraOptions withAllowLinkLocal(boolean value) {
        return new CameraOptions(openTimeout, stallTimeout, rtspTransport, value, picturesPerSecond);
    }

    public CameraOptions withPicturesPerSecond(double value) {
        return new CameraOptions(openTimeout, stallTimeout, rtspTransport, allowLinkLocal, value);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a positive duration)");
        }
    }
}
