package io.facestream.facebank.trace;

/**
 * A place that still names a person.
 *
 * @param place a folder, a file, or a partition of a topic
 * @param detail how much of what, and from when
 * @param command removes it; empty for what is to stay
 */
public record Trace(String place, String detail, String command) {
    /** Only entries of a log of use are chained, and have this. */
    private static final String CHAINED = "\"previousHash\":\"";

    static boolean isOfTheLogOfUse(String line) {
        return line.contains(CHAINED);
    }

    /** Entries of a log of use hold ids only; taking one out would break the chain, and with the key gone nobody knows whose id it is. */
    static Trace ofTheLogOfUse(String place, long entries, String personId) {
        return new Trace(
                place,
                entries + " entries of the log of use that name " + personId
                        + ", an id that nobody can resolve any more; they stay until the log's retention ends",
                "");
    }
}
