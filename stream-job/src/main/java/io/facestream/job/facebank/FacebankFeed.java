package io.facestream.job.facebank;

import java.io.Serializable;

/** Where a facebank comes from: it gives one complete version, then changes for as long as the job runs. */
public interface FacebankFeed extends AutoCloseable {
    /**
     * Waits for the next change, at most a moment.
     *
     * @param generation of a full snapshot, to be written into its templates
     * @return false if nothing changed
     */
    boolean poll(long generation, PartCollector parts) throws InterruptedException;

    @Override
    void close();

    /** Takes the parts of a change; the last one commits. */
    interface PartCollector {
        void add(FacebankUpdate part);
    }

    /** Opens the feed where the source runs. */
    interface Factory extends Serializable {
        FacebankFeed open();
    }
}
