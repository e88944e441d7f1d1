package io.facestream.job.identify;

import static io.facestream.job.identify.FacebankHarness.axis;
import static io.facestream.job.identify.FacebankHarness.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People are removed and added while faces are compared: every decision is by one whole version, and nothing is freed under a search. */
@Timeout(120)
class R38DeleteDuringMatchIT {
    private static final float[] ANNA = axis(0);
    private static final int CHANGES = 200;

    @Test
    void everyDecisionIsByTheVersionThatItNames() throws Exception {
        int before = GalleryBlock.open();
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t0", "bert", axis(1), 1, 1), anna(1));
            harness.settle();
            for (int number = 2; number <= CHANGES; number++) {
                boolean there = number % 2 == 1;
                harness.bank("v" + number, 1, number, true, there ? anna(number) : gone(number));
                for (int shot = 0; shot < 3; shot++) {
                    harness.see("camera" + number, shot, ANNA);
                }
            }
            harness.settle();
            assertThat(IndexBuilder.idle()).isTrue();
            int decisions = 0;
            for (int number = 2; number <= CHANGES; number++) {
                for (IdentifiedFrame frame : harness.of("camera" + number)) {
                    boolean there = Integer.parseInt(frame.facebankVersion().substring(1)) % 2 == 1;
                    assertThat(frame.faces().get(0).decision().topK())
                            .extracting(RankedPerson::personId)
                            .as("by %s", frame.facebankVersion())
                            .contains("bert")
                            .matches(people -> people.contains("anna") == there);
                    decisions++;
                }
            }
            assertThat(decisions).isEqualTo(3 * (CHANGES - 1));
            assertThat(GalleryBlock.open()).as("blocks of this version only").isEqualTo(before + 1);
        }
        assertThat(GalleryBlock.open()).isEqualTo(before);
    }

    private static BankTemplate anna(long number) {
        return template("t1", "anna", ANNA, 1, number);
    }

    private static BankTemplate gone(long number) {
        return BankTemplate.removed("t1", "anna", new BankVersion(1, number));
    }
}
