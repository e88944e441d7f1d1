package io.facestream.job.facebank;

/**
 * A template as the job keeps it: immutable, so that Flink need not copy it.
 *
 * @param unit L2-normalised vector; owned by this record and never written again
 * @param generation of the snapshot that last named this template
 */
public record BankTemplate(String templateId, String personId, float[] unit, long generation) {
    /** Says whose template it is, never what it holds. */
    @Override
    public String toString() {
        return "BankTemplate[templateId=" + templateId + ", personId=" + personId + "]";
    }
}
