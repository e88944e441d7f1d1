package io.facestream.job.facebank;

/**
 * Where a row stands in the order of changes: the last one wins, whatever the order in which rows arrive.
 *
 * @param generation counts full snapshots of the facebank, over restarts too
 * @param number of the change within it: a commit's offset in the topic, or the number of the folder's version
 */
public record BankVersion(long generation, long number) implements Comparable<BankVersion> {
    private static final long A_GENERATION = 1_000_000_000;

    /** Before everything. */
    public static final BankVersion NONE = new BankVersion(0, -1);

    @Override
    public int compareTo(BankVersion other) {
        int byGeneration = Long.compare(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Long.compare(number, other.number);
    }

    /** The same order in one number, for the eye and for Prometheus: exact up to a thousand million changes of a generation. */
    public long ordinal() {
        return this.equals(NONE) ? -1 : generation * A_GENERATION + number;
    }

    public boolean isAfter(BankVersion other) {
        return compareTo(other) > 0;
    }
}
