package io.facestream.job.calibration;

import java.io.Serializable;

/**
 * What was measured before a camera with a gallery of one size.
 *
 * @param people enrolled, at least 1
 * @param shift what is added to the card's threshold, -1 to 1
 * @param threshold what came of it for probes of one shot
 * @param impostors searches for people who are not enrolled that stand behind it
 */
public record CalibrationRow(int people, double shift, double threshold, int impostors) implements Serializable {
    public CalibrationRow {
        if (people < 1) {
            throw new IllegalArgumentException("people: " + people + " (expected: at least 1)");
        }
        if (!(Math.abs(shift) <= 1)) {
            throw new IllegalArgumentException("shift: " + shift + " (expected: between -1 and 1)");
        }
    }
}
