package io.facestream.ingest.gateway;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one camera's frames.
 *
 * @param captured frames that the camera gave
 * @param sent frames that the broker has acknowledged
 * @param skipped frames left out because of the rate
 * @param dropped frames given up, by reason: {@code OVERLOAD} where a newer one replaced it, {@code BROKER} where the broker did not take it
 * @param refused frames that could not be used, by reason
 * @param waiting frames handed to the producer and not answered yet; 0 at the end
 * @param sentBytes of pictures
 * @param up whether the camera gives frames
 * @param ended whether nothing more comes
 * @param positionMillis how far a file has been read
 * @param lengthMillis of a file; -1 where it is not known
 */
public record GatewayReport(
        String cameraId,
        long captured,
        long sent,
        long skipped,
        Map<String, Long> dropped,
        Map<String, Long> refused,
        long waiting,
        long sentBytes,
        boolean up,
        boolean ended,
        long positionMillis,
        long lengthMillis) {
    public GatewayReport {
        dropped = new TreeMap<>(dropped);
        refused = new TreeMap<>(refused);
    }

    /** Whether every frame is accounted for. */
    public boolean reconciles() {
        return captured == sent + skipped + waiting + sum(dropped) + sum(refused);
    }

    /** The sum of counts by reason. */
    public static long sum(Map<String, Long> byReason) {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }
}
