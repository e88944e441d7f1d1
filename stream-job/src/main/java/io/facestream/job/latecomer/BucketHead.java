package io.facestream.job.latecomer;

/**
 * Where a bucket stands. Visits and parts of enrolments are numbered as they come.
 *
 * @param first number of the oldest visit that may still be there
 * @param next number of the next visit
 * @param count visits that are there
 * @param oldestPart number of the oldest part kept
 * @param doing number of the first part that is not worked off
 * @param complete number after the last part of the last whole commit
 * @param nextPart number of the next part
 * @param cursor number of the next visit to be held against the commit in hand; -1 if none is
 * @param searched visits that the commit in hand is held against
 */
public record BucketHead(
        long first,
        long next,
        int count,
        long oldestPart,
        long doing,
        long complete,
        long nextPart,
        long cursor,
        long searched) {

    static final long IDLE = -1;
    static final BucketHead EMPTY = new BucketHead(0, 0, 0, 0, 0, 0, 0, IDLE, 0);

    boolean hasWork() {
        return doing < complete;
    }

    boolean isEmpty() {
        return count == 0 && oldestPart == nextPart;
    }
}
