package io.facestream.job.facebank;

import java.io.Serializable;

/** Where a facebank comes from: it gives one complete version, then changes for as long as the job runs. */
public interface FacebankFeed extends AutoCloseable {
    /**
     * Waits for the next change, at most a moment.
     *
     * @return false if nothing changed
     */
    boolean poll(Outlet outlet) throws InterruptedException;

    @Override
    void close();

    /** Takes the parts of a change; the last one commits. */
    interface Outlet {
        /** Of the full snapshot that this feed gave last, or is to give. */
        long generation();

        /** Begins another full snapshot: with its commit goes what it does not name. */
        long nextGeneration();

        /** Waits while the job is behind. */
        void add(FacebankUpdate part) throws InterruptedException;
    }

    /** Opens the feed where the source runs. */
    interface Factory extends Serializable {
        FacebankFeed open();
    }
}
