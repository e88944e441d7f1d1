package io.facestream.job.identify;

import org.jspecify.annotations.Nullable;

/** Has an index made anew when time has passed: somebody's consent is over, or a key that was missing may be there. */
final class IndexUpkeep {
    private static final long KEYS_AGAIN_MILLIS = 1_000;
    private static final long KEYS_SELDOM_MILLIS = 60_000;
    private static final int KEYS_SOON = 10;

    private final IndexBuilder builder;
    private @Nullable FacebankIndexes expiring;
    private long keysAgainMillis;
    private int keysTried;

    IndexUpkeep(IndexBuilder builder) {
        this.builder = builder;
    }

    /**
     * Asks for what is due.
     *
     * @param atMillis by the clock of the facebank's source, the same on all subtasks
     * @param indexes that are searched now
     */
    void lookAt(long atMillis, FacebankIndexes indexes) {
        FacebankIndex.Summary summary = indexes.deciding().summary();
        if (atMillis >= summary.nextExpiryMillis() && expiring != indexes) {
            expiring = indexes;
            builder.expire(atMillis);
        }
        if (summary.withoutKey() == 0) {
            keysTried = 0;
        } else if (atMillis >= keysAgainMillis) {
            keysAgainMillis = atMillis + (++keysTried < KEYS_SOON ? KEYS_AGAIN_MILLIS : KEYS_SELDOM_MILLIS);
            builder.retryKeys();
        }
    }
}
