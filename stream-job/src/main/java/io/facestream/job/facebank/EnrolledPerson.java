package io.facestream.job.facebank;

/**
 * Somebody as the facebank knows them.
 *
 * @param unit normalised mean of the person's templates; owned by this record and never written again
 */
public record EnrolledPerson(String personId, float[] unit) {
    /** Says who it is, never what it holds. */
    @Override
    public String toString() {
        return "EnrolledPerson[personId=" + personId + "]";
    }
}
