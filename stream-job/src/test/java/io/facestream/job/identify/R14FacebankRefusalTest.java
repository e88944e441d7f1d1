package io.facestream.job.identify;

import static io.facestream.job.identify.FacebankHarness.axis;
import static io.facestream.job.identify.FacebankHarness.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import org.junit.jupiter.api.Test;

/** An empty facebank, and templates that cannot be compared: nobody is named by them, and the job goes on. */
class R14FacebankRefusalTest {
    private static final float[] ANNA = axis(0);
    private static final float[] BERT = axis(1);

    @Test
    void withAnEmptyFacebankEverybodyIsUnknownAndTheReasonSaysSo() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true);
            harness.settle().see("a", 1, ANNA);
            assertThat(harness.last("a").reason()).isEqualTo(Reason.FACEBANK_EMPTY);
        }
    }

    @Test
    void templatesOfAnotherDimensionOrNoLengthAreLeftOut() throws Exception {
        float[] nan = axis(3);
        nan[4] = Float.NaN;
        try (var harness = FacebankHarness.open()) {
            harness.bank(
                    "v1",
                    1,
                    1,
                    true,
                    template("t1", "anna", ANNA, 1, 1),
                    template("t2", "short", new float[] {1, 0, 0}, 1, 1),
                    template("t3", "zero", new float[FacebankHarness.DIMENSION], 1, 1),
                    template("t4", "nan", nan, 1, 1),
                    template("t5", "bert", BERT, 1, 1),
                    template("t6", "bert", new float[] {0, 1}, 1, 1),
                    BankTemplate.sealed("t7", "sealed", new BankVersion(1, 1), Long.MAX_VALUE, new byte[] {1, 2, 3}));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
                harness.see("b", i, BERT);
            }
            assertThat(harness.last("a").personId()).isEqualTo("anna");
            assertThat(harness.last("b").personId()).isEqualTo("bert");
            assertThat(harness.last("a").topK())
                    .extracting(RankedPerson::personId)
                    .containsExactlyInAnyOrder("anna", "bert");
        }
    }
}
