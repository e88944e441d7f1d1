package io.facestream.console.people;

import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.quality.FaceQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is enrolled, or of whom something lies there.
 *
 * @param personId as events name the person
 * @param name what is shown to people
 * @param refusal why the person may not be recognised at all; null where that is not so
 * @param validUntil ISO 8601, UTC; null for no end
 * @param shots pictures or, where none are kept, what is known of each template's
 */
record Person(
        String personId,
        String name,
        boolean ignored,
        int templates,
        @Nullable String refusal,
        @Nullable String validUntil,
        List<Shot> shots) {

    /**
     * A picture of a person.
     *
     * @param shotId names it within the person
     * @param verdict {@code TAKEN}, or why it is not
     * @param detail the value that was met and the one that was expected; empty for one that was taken
     * @param quality null for one that was not taken
     * @param shown whether the picture itself is there to be shown
     */
    record Shot(
            String shotId,
            String verdict,
            String detail,
            @Nullable Quality quality,
            boolean shown) {}

    /**
     * What a face is like in a picture.
     *
     * @param overall 0..1
     * @param sharpness 0..1
     * @param brightness 0..1
     * @param faceHeight pixels
     * @param yaw degrees to the side
     */
    record Quality(float overall, float sharpness, float brightness, float faceHeight, float yaw) {
        static Quality of(FaceQuality face) {
            return new Quality(face.overall(), face.sharpness(), face.brightness(), face.boxHeight(), face.yaw());
        }
    }

    static @Nullable String time(long millis) {
        return millis == FacebankRecord.NO_EXPIRY
                ? null
                : Instant.ofEpochMilli(millis).toString();
    }
}
