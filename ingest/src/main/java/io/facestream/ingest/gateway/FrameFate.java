package io.facestream.ingest.gateway;

import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of one camera's frames, from several threads. */
final class FrameFate {
    static final String OVERLOAD = "OVERLOAD";
    static final String BROKER = "BROKER";

    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private long captured;
    private long sent;
    private long sentBytes;
    private long skipped;
    private long waiting;
    private boolean up;
    private boolean ended;
    private long positionMillis;
    private long lengthMillis = -1;

    synchronized void skip() {
        captured++;
        skipped++;
    }

    synchronized void refuse(String reason) {
        captured++;
        refused.merge(reason, 1L, Long::sum);
    }

    /** A frame is on its way; one of the following says how it ends. */
    synchronized void take() {
        captured++;
        waiting++;
    }

    synchronized void acknowledge(int bytes) {
        waiting--;
        sent++;
        sentBytes += bytes;
    }

    synchronized void drop(String reason) {
        waiting--;
        dropped.merge(reason, 1L, Long::sum);
    }

    synchronized void refuseWaiting(String reason) {
        waiting--;
        refused.merge(reason, 1L, Long::sum);
    }

    synchronized void up(boolean value) {
        up = value;
    }

    synchronized void end() {
        up = false;
        ended = true;
    }

    synchronized void position(long position, long length) {
        positionMillis = position;
        lengthMillis = length;
    }

    synchronized GatewayReport report(String cameraId) {
        return new GatewayReport(
                cameraId,
                captured,
                sent,
                skipped,
                dropped,
                refused,
                waiting,
                sentBytes,
                up,
                ended,
                positionMillis,
                lengthMillis);
    }
}
