package io.facestream.job.facebank;

import io.facestream.job.deadletter.DeadLetter;
import java.util.List;

/**
 * Records that were refused, by rising offset.
 *
 * @param origin names the topic for as long as it exists: one of the same name that is made later has another
 */
public record BankRefusals(String origin, List<DeadLetter> letters) {
    /** The reason of each: what lies in the topic is no row of a facebank. */
    public static final String NO_ROW = "FACEBANK_ROW";

    public static final BankRefusals NONE = new BankRefusals("", List.of());
}
