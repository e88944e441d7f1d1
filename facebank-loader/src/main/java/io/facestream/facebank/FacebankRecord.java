package io.facestream.facebank;

import static java.util.Objects.requireNonNull;

import io.facestream.vision.quality.FaceQuality;
import java.util.Arrays;
import java.util.Objects;

/**
 * One template of an enrolled person, with what must be known of it: which model made it, from which picture, how good that was, and
 * on what grounds the person may be recognised. All components are of types that Flink serialises as a POJO.
 *
 * @param templateId 32 hexadecimal digits, always the same for the same person, picture and model
 * @param personId the name of the person's folder, in Unicode's composed form (NFC)
 * @param displayName what is shown to people; the person's id where nothing else is known
 * @param modelId SHA-256 of the embedding model's file; templates of different models are never compared
 * @param template unit vector; owned by this record, never written again, never printed
 * @param norm length of the vector before it was normalised; low for a poor picture
 * @param picture file name of the picture within the person's folder
 * @param pictureSha256 SHA-256 of the picture file's bytes
 * @param quality of the face in the picture
 * @param purpose why the person is enrolled, free text; empty where not stated
 * @param consent what the enrolment is founded on, free text; empty where not stated
 * @param validUntilMillis epoch milliseconds from which the record may no longer be used; {@link #NO_EXPIRY} for none
 * @param minor whether the person is under age
 * @param guardianConsent whether a guardian has consented; a minor's record does not exist without it
 * @param ignored whether no event and no crop of the person may leave the job: recognised in order to be left out
 */
public record FacebankRecord(
        String templateId,
        String personId,
        String displayName,
        String modelId,
        float[] template,
        float norm,
        String picture,
        String pictureSha256,
        FaceQuality quality,
        String purpose,
        String consent,
        long validUntilMillis,
        boolean minor,
        boolean guardianConsent,
        boolean ignored) {

    /** A record that does not expire. */
    public static final long NO_EXPIRY = Long.MAX_VALUE;

    private static final double UNIT_TOLERANCE = 1e-3;

    /** A record of somebody who is not ignored. */
    public FacebankRecord(
            String templateId,
            String personId,
            String displayName,
            String modelId,
            float[] template,
            float norm,
            String picture,
            String pictureSha256,
            FaceQuality quality,
            String purpose,
            String consent,
            long validUntilMillis,
            boolean minor,
            boolean guardianConsent) {
        this(
                templateId,
                personId,
                displayName,
                modelId,
                template,
                norm,
                picture,
                pictureSha256,
                quality,
                purpose,
                consent,
                validUntilMillis,
                minor,
                guardianConsent,
                false);
    }

    public FacebankRecord {
        requireText(templateId, "templateId");
        requireText(personId, "personId");
        requireName(personId);
        requireNonNull(displayName, "displayName");
        requireText(modelId, "modelId");
        requireNonNull(picture, "picture");
        requireNonNull(pictureSha256, "pictureSha256");
        requireNonNull(quality, "quality");
        requireNonNull(purpose, "purpose");
        requireNonNull(consent, "consent");
        requireUnit(template, personId);
        if (minor && !guardianConsent) {
            throw new IllegalArgumentException(
                    "guardianConsent: false (expected: true, because " + personId + " is a minor)");
        }
    }

    /** The same record of a person who is ignored, or no longer. */
    public FacebankRecord withIgnored(boolean value) {
        return new FacebankRecord(
                templateId,
                personId,
                displayName,
                modelId,
                template,
                norm,
                picture,
                pictureSha256,
                quality,
                purpose,
                consent,
                validUntilMillis,
                minor,
                guardianConsent,
                value);
    }

    /** Whether the record may be used at the given time. */
    public boolean validAt(long epochMillis) {
        return epochMillis < validUntilMillis;
    }

    private static void requireText(String text, String name) {
        if (requireNonNull(text, name).isEmpty()) {
            throw new IllegalArgumentException(name + ": empty (expected: some text)");
        }
    }

    /** An id may come to be the name of a folder or a file. */
    private static void requireName(String personId) {
        boolean path = personId.equals(".")
                || personId.equals("..")
                || personId.indexOf('/') >= 0
                || personId.indexOf('\\') >= 0
                || personId.codePoints().anyMatch(Character::isISOControl);
        if (path) {
            String shown = personId.replaceAll("\\p{Cntrl}", "?");
            throw new IllegalArgumentException(
                    "personId: " + shown + " (expected: a name without / and \\, on one line, and not . or ..)");
        }
    }

    private static void requireUnit(float[] template, String personId) {
        double square = 0;
        for (float value : template) {
            square += (double) value * value;
        }
        if (!(Math.abs(Math.sqrt(square) - 1) <= UNIT_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "template of " + personId + ": length " + (float) Math.sqrt(square) + " (expected: 1)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FacebankRecord that
                && templateId.equals(that.templateId)
                && personId.equals(that.personId)
                && displayName.equals(that.displayName)
                && modelId.equals(that.modelId)
                && Arrays.equals(template, that.template)
                && norm == that.norm
                && picture.equals(that.picture)
                && pictureSha256.equals(that.pictureSha256)
                && quality.equals(that.quality)
                && purpose.equals(that.purpose)
                && consent.equals(that.consent)
                && validUntilMillis == that.validUntilMillis
                && minor == that.minor
                && guardianConsent == that.guardianConsent
                && ignored == that.ignored;
    }

    @Override
    public int hashCode() {
        return Objects.hash(templateId, personId, modelId, pictureSha256, validUntilMillis);
    }

    /** Everything but the template. */
    @Override
    public String toString() {
        return "FacebankRecord[templateId=" + templateId + ", personId=" + personId + ", picture=" + picture
                + ", dimension=" + template.length + ", norm=" + norm + ", validUntilMillis=" + validUntilMillis
                + ", minor=" + minor + ", ignored=" + ignored + "]";
    }
}
