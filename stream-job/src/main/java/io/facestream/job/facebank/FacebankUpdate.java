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
 * @param inForce id of the model by which the facebank is to be searched from this version on; of a part that commits
 * @param shadow templates of the job's second model, which come with the same version
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
        long atMillis,
        String inForce,
        BankShadow shadow) {

    /** Templates a part: some 130 kB, which a subtask reads and keeps in a fraction of a millisecond. */
    public static final int PART_SIZE = 64;

    /** A change of a facebank of one model. */
    public FacebankUpdate(
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
        this(
                name,
                version,
                modelId,
                templates,
                people,
                settings,
                refused,
                otherModel,
                commits,
                changedAtMillis,
                atMillis,
                modelId,
                BankShadow.NONE);
    }

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

    /** The same change as the second model's templates have it. */
    public FacebankUpdate ofShadow() {
        return new FacebankUpdate(
                name,
                version,
                shadow.modelId(),
                shadow.templates(),
                people,
                settings,
                BankRefusals.NONE,
                0,
                commits,
                changedAtMillis,
                atMillis,
                inForce,
                BankShadow.NONE);
    }

    /** Says that nothing has changed, and how late it is. */
    public static FacebankUpdate beat(long atMillis) {
        return new FacebankUpdate("", BankVersion.NONE, "", List.of(), List.of(), false, atMillis);
    }
}
