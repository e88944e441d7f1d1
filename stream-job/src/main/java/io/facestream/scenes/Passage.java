package io.facestream.scenes;

import io.facestream.vision.detect.FaceBox;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * One person's way through a scene, as it truly was.
 *
 * @param personId who; null for a stranger
 * @param sights by media time in milliseconds what is to be seen; a passage of constant place has one entry
 * @param moving whether {@code sights} has one entry a frame
 */
public record Passage(
        int number,
        @Nullable String personId,
        long fromMillis,
        long toMillis,
        NavigableMap<Long, Sight> sights,
        boolean moving) {
    private static final long TOLERANCE_MILLIS = 300;

    /**
     * Where somebody is to be found at one moment.
     *
     * @param box the face, or a rectangle that holds the face
     * @param visibleShare of the face, 0..1
     */
    public record Sight(FaceBox box, double visibleShare) {}

    /** What is to be seen at the moment, or the nearest sight within 0.3 s; null when there is none. */
    public @Nullable Sight at(long millis) {
        if (!moving) {
            boolean on = millis >= fromMillis - TOLERANCE_MILLIS && millis <= toMillis + TOLERANCE_MILLIS;
            return on ? sights.firstEntry().getValue() : null;
        }
        var before = sights.floorEntry(millis);
        var after = sights.ceilingEntry(millis);
        var nearest =
                before == null || after != null && after.getKey() - millis < millis - before.getKey() ? after : before;
        return nearest != null && Math.abs(nearest.getKey() - millis) <= TOLERANCE_MILLIS ? nearest.getValue() : null;
    }

    /** The first moment at which the face is at least so high and half visible; the passage's start where no face boxes are known. */
    public long firstUsableMillis(double minimumHeight) {
        if (!moving) {
            return fromMillis;
        }
        return sights.entrySet().stream()
                .filter(sight -> sight.getValue().box().height() >= minimumHeight
                        && sight.getValue().visibleShare() >= 0.5)
                .mapToLong(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(fromMillis);
    }
}
