package io.facestream.job.stranger;

import java.io.Serializable;

/**
 * How strangers are told apart.
 *
 * @param rememberMillis for so long after a visit was closed it counts
 * @param atMost strangers at a time; beyond it the one not seen for the longest time is forgotten
 * @param fpir probability that a visit is taken for another stranger's, over all there are
 */
public record StrangerOptions(long rememberMillis, int atMost, double fpir) implements Serializable {
    public static final int DEFAULT_AT_MOST = 10_000;

    public StrangerOptions {
        if (atMost < 1) {
            throw new IllegalArgumentException("strangers-at-most: " + atMost + " (expected: at least 1)");
        }
    }
}
