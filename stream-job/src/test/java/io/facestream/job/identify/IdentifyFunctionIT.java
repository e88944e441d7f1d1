package io.facestream.job.identify;

import static io.facestream.job.identify.FacebankHarness.MODEL;
import static io.facestream.job.identify.FacebankHarness.axis;
import static io.facestream.job.identify.FacebankHarness.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.ErasedPerson;
import io.facestream.job.facebank.FacebankUpdate;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The facebank in broadcast state against tracks in keyed state; thresholds are the default model's. */
class IdentifyFunctionIT {
    private static final float[] ANNA = axis(0);
    private static final float[] BERT = axis(1);

    @Test
    void framesWaitForTheFirstCompleteFacebankAndThenLeaveInOrder() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.see("a", 1, ANNA);
            harness.see("b", 1, ANNA);
            harness.see("a", 2, ANNA);
            harness.bank("v1", 1, 1, false, template("t1", "anna", ANNA, 1, 1));
            harness.settle().see("a", 3, ANNA);
            assertThat(harness.of("a")).isEmpty();
            harness.bank("v1", 1, 1, true, template("t2", "bert", BERT, 1, 1));
            harness.settle();

            assertThat(harness.of("a"))
                    .extracting(IdentifiedFrame::capturedAtMillis)
                    .containsExactly(1L, 2L, 3L);
            assertThat(harness.last("a").personId()).isEqualTo("anna");
            assertThat(harness.of("a"))
                    .extracting(IdentifiedFrame::facebankVersion)
                    .containsOnly("v1");
            assertThat(harness.of("b")).hasSize(1);
        }
    }

    @Test
    void aChangeCountsFromItsCommitOn() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.bank("v2", 1, 2, false, template("t2", "bert", BERT, 1, 2));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, BERT);
            }
            assertThat(harness.last("a").personId()).isEmpty();
            harness.bank("v2", 1, 2, true);
            harness.settle().see("a", 4, BERT);
            assertThat(harness.last("a").personId()).isEqualTo("bert");
            assertThat(harness.version("a")).isEqualTo("v2");
        }
    }

    @Test
    void aChangeThatIsNotCommittedIsNotSearchedAfterARestartEither() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.bank(
                    "v2",
                    1,
                    2,
                    false,
                    template("t2", "bert", BERT, 1, 2),
                    BankTemplate.removed("t1", "anna", new BankVersion(1, 2)));
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
                harness.see("b", i, BERT);
            }
            harness.settle();
            assertThat(harness.of("a"))
                    .as("frames wait for the source's snapshot")
                    .isEmpty();
            harness.bank("v1", 2, 1, true, template("t1", "anna", ANNA, 2, 1));
            harness.settle();
            assertThat(harness.last("a").personId()).isEqualTo("anna");
            assertThat(harness.last("b").personId()).isEmpty();
            assertThat(harness.version("a")).isEqualTo("v1");
        }
    }

    @Test
    void aSnapshotThatSaysNothingNewLeavesTheFacebankOfACheckpointWhole() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.bank("v1", 2, 1, false, template("t1", "anna", ANNA, 2, 1));
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
            }
            assertThat(harness.last("a").personId()).isEqualTo("anna");
        }
    }

    @Test
    void aRemovedPersonIsNamedNoMore() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1), template("t2", "bert", BERT, 1, 1));
            harness.bank("v2", 1, 2, true, BankTemplate.removed("t1", "", new BankVersion(1, 2)));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
            }
            assertThat(harness.last("a").personId()).isEmpty();
        }
    }

    @Test
    void whatIsAddedAndRemovedBeforeACommitIsNeverSearched() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, false, template("t1", "anna", ANNA, 1, 1));
            harness.bank("v2", 1, 2, false, BankTemplate.removed("t1", "", new BankVersion(1, 2)));
            harness.bank("v2", 1, 2, true, template("t2", "bert", BERT, 1, 2));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
            }
            assertThat(harness.last("a").topK())
                    .extracting(RankedPerson::personId)
                    .containsExactly("bert");
        }
    }

    @Test
    void aSnapshotOfANewGenerationForgetsWhatItDoesNotName() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v7", 1, 7, true, template("t1", "anna", ANNA, 1, 7), template("t2", "bert", BERT, 1, 7));
            harness.bank("v1", 2, 1, true, template("t2", "bert", BERT, 2, 1));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
                harness.see("b", i, BERT);
            }
            assertThat(harness.last("a").personId()).isEmpty();
            assertThat(harness.last("b").personId()).isEqualTo("bert");
            assertThat(harness.state()).doesNotContain("t1");
        }
    }

    @Test
    void facebankAndEvidenceSurviveARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.settle();
            harness.see("a", 1, ANNA);
            harness.see("a", 2, ANNA);
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.see("a", 3, ANNA);
            harness.settle();
            assertThat(harness.last("a").personId()).isEqualTo("anna");
            assertThat(harness.version("a")).isEqualTo("v1");
        }
    }

    @Test
    void framesThatWaitSurviveARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.see("a", 1, ANNA);
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.settle();
            assertThat(harness.of("a")).hasSize(1);
        }
    }

    @Test
    void slotsWithTheSameTemplatesShareOneGallery() throws Exception {
        int before = GalleryBlock.open();
        try (var one = FacebankHarness.open();
                var two = FacebankHarness.open()) {
            one.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            two.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            one.settle();
            two.settle();
            assertThat(GalleryBlock.open()).isEqualTo(before + 1);
            two.bank("v2", 1, 2, true, template("t2", "bert", BERT, 1, 2));
            two.settle();
            assertThat(GalleryBlock.open()).isEqualTo(before + 2);
        }
        assertThat(GalleryBlock.open()).isEqualTo(before);
    }

    @Test
    void whoIsIgnoredIsSaidToBeSoFromTheNextFrameOn() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1));
            harness.settle();
            for (int i = 1; i <= 3; i++) {
                harness.see("a", i, ANNA);
            }
            assertThat(harness.last("a").ignored()).isFalse();
            harness.people("v2", 1, 2, said("anna", 2, true, Long.MAX_VALUE, false));
            harness.settle().see("a", 4, ANNA);
            assertThat(harness.last("a").personId()).isEqualTo("anna");
            assertThat(harness.last("a").ignored()).isTrue();
            assertThat(harness.of("a").get(3).ignored()).containsExactly("anna");
            harness.people("v3", 1, 3, said("anna", 3, false, Long.MAX_VALUE, false));
            harness.settle().see("a", 5, ANNA);
            assertThat(harness.last("a").ignored()).isFalse();
            assertThat(harness.of("a").get(4).ignoring()).isFalse();
        }
    }

    @Test
    void whoseTimeIsOverIsNamedNoMore() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.setTime(1_000);
            harness.bank(
                    "v1",
                    1,
                    1,
                    true,
                    BankTemplate.clear("t1", "anna", new BankVersion(1, 1), 5_000, ANNA),
                    template("t2", "bert", BERT, 1, 1));
            harness.people("v2", 1, 2, said("bert", 2, false, 9_000, false));
            assertThat(whoIs(harness, "anna-in-time", ANNA)).isEqualTo("anna");
            harness.setTime(5_000);
            assertThat(whoIs(harness, "anna-late", ANNA)).isEmpty();
            assertThat(whoIs(harness, "bert-in-time", BERT)).isEqualTo("bert");
            harness.setTime(9_000);
            assertThat(whoIs(harness, "bert-late", BERT)).isEmpty();
            harness.people("v3", 1, 3, said("bert", 3, false, 20_000, false));
            assertThat(whoIs(harness, "bert-not-enrolled-again", BERT)).isEmpty();
            harness.bank("v4", 1, 4, true, template("t2", "bert", BERT, 1, 4));
            assertThat(whoIs(harness, "bert-longer", BERT)).isEqualTo("bert");
        }
    }

    @Test
    void whoseTimeIsOverLeavesTheStateAndNeitherTheClockNorAReplayBringsThemBack() throws Exception {
        OperatorSubtaskState before;
        OperatorSubtaskState after;
        String gone =
                "template t1=BankTemplate[templateId=t1, personId=anna, version=BankVersion[generation=1, number=1], removed] 0";
        try (var harness = FacebankHarness.open()) {
            harness.setTime(1_000);
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1), template("t2", "bert", BERT, 1, 1));
            harness.people("v2", 1, 2, said("anna", 2, false, 5_000, false));
            assertThat(whoIs(harness, "in-time", ANNA)).isEqualTo("anna");
            before = harness.snapshot();
            harness.setTime(5_000);
            harness.beat();
            assertThat(harness.state()).contains(gone);
            harness.setTime(2_000); // the clock was wrong, and is set back
            assertThat(whoIs(harness, "clock-set-back", ANNA)).isEmpty();
            assertThat(whoIs(harness, "an-old-video", ANNA)).isEmpty();
            // what was enrolled before comes again, as a topic that is read twice gives it
            harness.bank("v2", 1, 2, true, template("t1", "anna", ANNA, 1, 1));
            harness.setTime(6_000);
            assertThat(whoIs(harness, "again", ANNA)).isEmpty();
            assertThat(whoIs(harness, "bert", BERT)).isEqualTo("bert");
            after = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(after)) {
            harness.setTime(6_000);
            assertThat(whoIs(harness, "from-after", ANNA)).isEmpty();
            assertThat(harness.state()).contains(gone);
        }
        // A savepoint of when the consent held, started when it is over.
        try (var harness = FacebankHarness.restore(before)) {
            harness.setTime(6_000);
            assertThat(whoIs(harness, "from-before", ANNA)).isEmpty();
            assertThat(whoIs(harness, "bert", BERT)).isEqualTo("bert");
            assertThat(harness.state()).contains(gone);
        }
    }

    @Test
    void whoIsErasedLeavesTheStateAndIsSaidOnce() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.bank("v1", 1, 1, true, template("t1", "anna", ANNA, 1, 1), template("t2", "bert", BERT, 1, 1));
            harness.people("v2", 1, 2, said("anna", 2, false, Long.MAX_VALUE, true));
            harness.people("v2", 1, 2, said("anna", 2, false, Long.MAX_VALUE, true));
            assertThat(harness.erased()).extracting(ErasedPerson::personId).containsExactly("anna");
            assertThat(whoIs(harness, "a", ANNA)).isEmpty();
            assertThat(harness.state()).contains("template t1=BankTemplate[templateId=t1, personId=anna");
            assertThat(harness.state()).contains("removed] 0");
            // a row of hers that comes late is of no use any more
            harness.bank("v3", 1, 3, true, template("t1", "anna", ANNA, 1, 3), template("t9", "anna", ANNA, 1, 1));
            assertThat(whoIs(harness, "b", ANNA)).isEmpty();
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.update(new FacebankUpdate(
                    "v3",
                    new BankVersion(2, 3),
                    MODEL,
                    List.of(template("t1", "anna", ANNA, 2, 1), template("t2", "bert", BERT, 2, 1)),
                    List.of(
                            new BankPerson("anna", new BankVersion(2, 1), false, Long.MAX_VALUE, false),
                            new BankPerson("anna", new BankVersion(2, 2), false, Long.MAX_VALUE, true)),
                    true,
                    1_000));
            assertThat(whoIs(harness, "c", ANNA)).isEmpty();
            assertThat(whoIs(harness, "d", BERT)).isEqualTo("bert");
            assertThat(harness.erased()).isEmpty();
        }
    }

    @Test
    void erasuresOfThePastAreNoNewsToAJobThatBegins() throws Exception {
        try (var harness = FacebankHarness.open()) {
            harness.people("v2", 1, 2, said("anna", 2, false, Long.MAX_VALUE, true));
            harness.settle();
            assertThat(harness.erased()).isEmpty();
        }
    }

    @Test
    void theFacebankOfAnotherModelInACheckpointIsNotSearched() throws Exception {
        OperatorSubtaskState state;
        try (var harness = FacebankHarness.open()) {
            harness.update(new FacebankUpdate(
                    "v1",
                    new BankVersion(1, 1),
                    "another model",
                    List.of(template("t1", "anna", ANNA, 1, 1)),
                    List.of(),
                    true,
                    1_000));
            state = harness.snapshot();
        }
        try (var harness = FacebankHarness.restore(state)) {
            harness.see("a", 1, ANNA);
            harness.settle();
            assertThat(harness.of("a")).as("frames wait").isEmpty();
            harness.bank("v2", 2, 1, true, template("t2", "bert", BERT, 2, 1));
            harness.settle();
            assertThat(harness.last("a").topK())
                    .extracting(RankedPerson::personId)
                    .containsExactly("bert");
        }
    }

    private static String whoIs(FacebankHarness harness, String camera, float[] unit) throws Exception {
        harness.settle();
        for (int i = 1; i <= 3; i++) {
            harness.see(camera, i, unit);
        }
        return harness.last(camera).personId();
    }

    private static BankPerson said(String person, long number, boolean ignored, long validUntilMillis, boolean erased) {
        return new BankPerson(person, new BankVersion(1, number), ignored, validUntilMillis, erased);
    }
}
