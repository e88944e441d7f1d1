package io.facestream.facebank.enrolment;

/**
 * Something about taken pictures that a person should look at.
 *
 * @param kind what it is
 * @param personId whom it concerns
 * @param otherPersonId the other one of two people who look alike; empty otherwise
 * @param score cosine similarity that gave rise to it
 * @param detail one line with the pictures, the value and what was expected
 */
public record EnrolmentWarning(Kind kind, String personId, String otherPersonId, float score, String detail) {
    /** Sorts of warnings. */
    public enum Kind {
        /** Two people are so alike that one may be taken for the other; or they are one person, or a picture is in the wrong folder. */
        LOOK_ALIKE,
        /** A person's pictures are unlike each other, and no majority says which are wrong. */
        PICTURES_DISAGREE
    }
}
