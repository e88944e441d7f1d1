package io.facestream.vision.gallery;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * One enrolled picture of a person as a vector.
 *
 * @param unit L2-normalised; owned by this record and never written again
 */
public record Template(String templateId, String personId, float[] unit) {
    public Template {
        requireNonNull(templateId, "templateId");
        requireNonNull(personId, "personId");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that
                && templateId.equals(that.templateId)
                && personId.equals(that.personId)
                && Arrays.equals(unit, that.unit);
    }

    @Override
    public int hashCode() {
        return 31 * templateId.hashCode() + personId.hashCode();
    }

    @Override
    public String toString() {
        return "Template[" + templateId + ", person=" + personId + ", dimension=" + unit.length + "]";
    }
}
