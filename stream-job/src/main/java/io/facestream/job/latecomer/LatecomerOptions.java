package io.facestream.job.latecomer;

import java.io.Serializable;

/**
 * What is remembered of unknown people, and how sure a late match must be.
 *
 * @param rememberMillis for so long after a visit was closed it can still get a name
 * @param rememberAtMost visits remembered at a time, over all buckets
 * @param fpir probability that an enrolment names a visit of somebody else, over all that are remembered
 * @param margin least distance to whomever else the visit is like
 * @param enrolmentStaysMillis for so long an enrolment also meets visits that were looked at before it and close after it
 */
public record LatecomerOptions(
        long rememberMillis, int rememberAtMost, double fpir, float margin, long enrolmentStaysMillis)
        implements Serializable {
    public static final int DEFAULT_AT_MOST = 100_000;

    public LatecomerOptions {
        if (rememberMillis <= 0) {
            throw new IllegalArgumentException("remember-unknown: " + rememberMillis + " ms (expected: longer than 0)");
        }
        if (rememberAtMost < 1) {
            throw new IllegalArgumentException("remember-at-most: " + rememberAtMost + " (expected: at least 1)");
        }
    }
}
