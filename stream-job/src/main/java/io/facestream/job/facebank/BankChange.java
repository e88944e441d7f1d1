package io.facestream.job.facebank;

import java.util.List;

/**
 * What has become visible of a facebank, as the state has it now.
 *
 * @param name of the version, as events carry it
 * @param modelId of every template
 * @param templates that are new, changed or gone; empty ones are gone
 * @param people of whom something else is said than before
 * @param erased those of the people who have been erased by this change
 * @param settings of recognition that hold now
 * @param atMillis the source's clock: what has expired by then is used no more
 * @param inForce id of the model by which the facebank is to be searched at this version
 */
public record BankChange(
        String name,
        String modelId,
        List<BankTemplate> templates,
        List<BankPerson> people,
        List<ErasedPerson> erased,
        BankSettings settings,
        long atMillis,
        String inForce) {}
