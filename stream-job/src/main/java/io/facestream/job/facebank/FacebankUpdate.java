package io.facestream.job.facebank;

import java.util.List;

/**
 * A part of a change of the facebank. Parts are collected until the one that commits: recognition sees whole versions only.
 *
 * @param name of the version that this change leads to, as events carry it
 * @param version that it leads to; it makes visible what was written up to it
 * @param modelId of every template; templates of two models are never compared
 * @param templates that are new or changed, or gone
 * @param people of whom something else is said than before
 * @param commits whether this is the change's last part
 * @param atMillis the source's clock, epoch milliseconds: what has expired by then is used no more. It travels in band, so that all
 *     subtasks forget at the same point
 */
public record FacebankUpdate(
        String name,
        BankVersion version,
        String modelId,
        List<BankTemplate> templates,
        List<BankPerson> people,
        boolean commits,
        long atMillis) {

    /** Templates a part: a part stays well below the size at which Flink writes a record to a file on its way. */
    public static final int PART_SIZE = 256;

    /** Says that nothing has changed, and how late it is. */
    public static FacebankUpdate beat(long atMillis) {
        return new FacebankUpdate("", BankVersion.NONE, "", List.of(), List.of(), false, atMillis);
    }
}
