package io.facestream.job.facebank;

import java.util.List;

/**
 * What a part of a change says of the second model.
 *
 * @param modelId of these templates; empty where the job has no second model
 * @param templates that are new or changed, or gone
 */
public record BankShadow(String modelId, List<BankTemplate> templates) {
    /** There is no second model. */
    public static final BankShadow NONE = new BankShadow("", List.of());
}
