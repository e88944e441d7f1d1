package io.facestream.facebank.enrolment;

import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written about a person, see the package's description.
 *
 * @param consented {@code false} only where {@code consent} says {@code false}
 * @param ignored where {@code ignore} says {@code true}: the person is recognised in order to be left out
 */
record PersonData(
        String displayName,
        String purpose,
        String consent,
        boolean consented,
        long validUntilMillis,
        boolean minor,
        boolean guardianConsent,
        boolean ignored) {

    /** Of a person about whom nothing is written. */
    static PersonData none(String personId) {
        return new PersonData(personId, "", "", true, FacebankRecord.NO_EXPIRY, false, false, false);
    }

    /** Why the person may not be enrolled, if so. */
    Optional<Refused> refusalAt(Instant now) {
        if (!consented) {
            return Optional.of(
                    new Refused(PictureVerdict.NO_CONSENT, "consent: false (expected: the person's consent)"));
        }
        if (minor && !guardianConsent) {
            return Optional.of(new Refused(
                    PictureVerdict.MINOR_WITHOUT_GUARDIAN_CONSENT,
                    "guardianConsent: false (expected: true for a minor)"));
        }
        if (now.toEpochMilli() >= validUntilMillis) {
            return Optional.of(new Refused(
                    PictureVerdict.EXPIRED,
                    "validUntil: " + Instant.ofEpochMilli(validUntilMillis) + " (expected: a time to come)"));
        }
        return Optional.empty();
    }
}
