package io.facestream.facebank.enrolment;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import java.nio.file.Path;

/**
 * What came of enrolling a folder.
 *
 * @param facebank of everything that was taken; may be empty
 * @param report on every picture
 */
public record Enrolment(Facebank facebank, EnrolmentReport report) {
    /** This enrolment, or one line that says why nobody could be enrolled. */
    public Enrolment requireUsable(Path folder) {
        if (facebank.isEmpty()) {
            throw new FacebankException("facebank: " + folder + " has no usable face: " + report.summary()
                    + " (expected: at least one picture taken)");
        }
        return this;
    }
}
