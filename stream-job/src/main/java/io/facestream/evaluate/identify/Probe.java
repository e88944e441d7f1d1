package io.facestream.evaluate.identify;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * A face that is searched for.
 *
 * @param person whom it shows
 * @param picture names the picture in reports
 * @param unit L2-normalised; owned by this record and never written again
 */
public record Probe(String person, String picture, float[] unit) {
    public Probe {
        requireNonNull(person, "person");
        requireNonNull(picture, "picture");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probe that
                && person.equals(that.person)
                && picture.equals(that.picture)
                && Arrays.equals(unit, that.unit);
    }

    @Override
    public int hashCode() {
        return 31 * person.hashCode() + picture.hashCode();
    }

    /** Everything but the vector. */
    @Override
    public String toString() {
        return "Probe[person=" + person + ", picture=" + picture + ", dimension=" + unit.length + "]";
    }
}
