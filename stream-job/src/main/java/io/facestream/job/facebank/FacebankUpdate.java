package io.facestream.job.facebank;

import java.util.List;

/**
 * A part of a change of the facebank. Parts are collected until the one that commits: recognition sees whole versions only.
 *
 * @param version that this change leads to
 * @param modelId of every template; templates of two models are never compared
 * @param generation counts full snapshots: with the commit of a snapshot, templates of an earlier generation go
 * @param upserts templates that are new or changed
 * @param removals ids of templates that are gone
 * @param commits whether this is the change's last part
 */
public record FacebankUpdate(
        String version,
        String modelId,
        long generation,
        List<BankTemplate> upserts,
        List<String> removals,
        boolean commits) {

    /** Templates a part: a part stays well below the size at which Flink writes a record to a file on its way. */
    public static final int PART_SIZE = 256;
}
