package io.facestream.job.uselog;

/**
 * What a person made of a match after looking at it.
 *
 * @param eventId of the match
 * @param by who looked: a name or a role, as the operator has to record it
 * @param right whether the match is right
 * @param note free text; empty for none
 */
public record Review(String eventId, String by, boolean right, String note) {
    public Review {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by: empty (expected: who has looked at the match)");
        }
    }
}
