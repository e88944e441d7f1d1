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
 * @param settings of recognition that come with the facebank, newest last; none as a rule
 * @param refused records of the source that were no rows
 * @param otherModel templates that the facebank has of other models, at a commit; they are not here
 * @param commits whether this is the change's last part
 * @param changedAtMillis when the change was made, by the clock of who made it; of a part that commits
 * @param atMillis the source's clock, epoch milliseconds: what has expired by then is used no more. It travels in band, so that all
 *     subtasks forget at the same point
 */
public record FacebankUpdate(
        String name,
        BankVersion version,
        String modelId,
        List<BankTemplate> templates,
        List<BankPerson> people,
        List<BankSettings> settings,
        BankRefusals refused,
        long otherModel,
        boolean commits,
        long changedAtMillis,
        long atMillis) {

    /** Templates a part: a part stays well below the size at which Flink writes a record to a file on its way. */
    public static final int PART_SIZE = 256;

    /** A change of templates and people only. */
    public FacebankUpdate(
            String name,
            BankVersion version,
            String modelId,
            List<BankTemplate> templates,
            List<BankPerson> people,
            boolean commits,
            long atMillis) {
        this(name, version, modelId, templates, people, List.of(), BankRefusals.NONE, 0, commits, atMillis, atMillis);
    }

    /** Says that nothing has changed, and how late it is. */
    public static FacebankUpdate beat(long atMillis) {
        return new FacebankUpdate("", BankVersion.NONE, "", List.of(), List.of(), false, atMillis);
    }
}
