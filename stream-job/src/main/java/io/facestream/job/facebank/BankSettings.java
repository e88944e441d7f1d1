package io.facestream.job.facebank;

/**
 * Settings of recognition that come with the facebank, so that all subtasks change them at one version.
 *
 * @param fpir target rate of strangers' passages that get a name; NaN for the job's own
 * @param margin least distance of a name's score to the runner-up's; NaN for the job's own
 */
public record BankSettings(BankVersion version, double fpir, double margin) {
    /** Those of the job. */
    public static final BankSettings NONE = new BankSettings(BankVersion.NONE, Double.NaN, Double.NaN);
}
