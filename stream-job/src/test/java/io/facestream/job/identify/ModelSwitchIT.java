package io.facestream.job.identify;

import static io.facestream.job.identify.FacebankHarness.axis;
import static io.facestream.job.identify.FacebankHarness.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankRefusals;
import io.facestream.job.facebank.BankShadow;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two models in one subtask. To the first Ann lies on axis 0 and Bob on axis 5, to the second it is the other way round: whoever held a vector
 * of one against a template of the other would name Bob in Ann's place, with the highest of all scores.
 */
class ModelSwitchIT {
    private static final ModelChoice FIRST = new ModelChoice("");
    private static final float[] ANN = axis(0);
    private static final float[] ANN_TO_SECOND = axis(5);

    @TempDir
    private Path folder;

    private ModelChoice second;
    private String secondId;

    @BeforeEach
    void writeTheSecondModel() {
        Path copy = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder);
        second = new ModelChoice(copy.toString());
        secondId = ModelPack.load(copy).embedding().card().sha256();
    }

    @Test
    void framesGoOnOnceByTheModelInForceAndNoModelSeesTheOthersVectors() throws Exception {
        try (FacebankHarness task = FacebankHarness.of(null, FIRST, second)) {
            task.update(bank("v1", 1, FacebankHarness.MODEL, true));
            task.settle();
            see(task, "door", 3);
            assertThat(task.last("door").personId()).isEqualTo("ann");
            task.see("door", 600, ANN, ANN_TO_SECOND, true);
            assertThat(task.compared()).singleElement().satisfies(track -> {
                assertThat(track.agreement()).isEqualTo(Agreement.SAME_PERSON);
                assertThat(track.decision().score()).isEqualTo(1);
                assertThat(track.shadowDecision().score()).isEqualTo(1);
                assertThat(track.modelId()).isEqualTo(FacebankHarness.MODEL);
                assertThat(track.shadowModelId()).isEqualTo(secondId);
            });

            see(task, "hall", 3);
            task.update(bank("v2", 2, secondId, false));
            task.settle();
            see(task, "hall", 1);

            assertThat(task.of("hall")).hasSize(4);
            assertThat(task.of("hall"))
                    .extracting(IdentifiedFrame::modelId)
                    .containsExactly(FacebankHarness.MODEL, FacebankHarness.MODEL, FacebankHarness.MODEL, secondId);
            assertThat(task.of("hall"))
                    .extracting(IdentifiedFrame::facebankVersion)
                    .containsExactly("v1", "v1", "v1", "v2");
            assertThat(task.last("hall").personId())
                    .as("the second model knew the track already")
                    .isEqualTo("ann");
            assertThat(task.of("hall").get(3).faces().get(0).trackId()).isEqualTo("t");
        }
    }

    @Test
    void evidenceGoesWithItsModelThroughARestartInWhichTheModelsChangePlaces() throws Exception {
        OperatorSubtaskState state;
        try (FacebankHarness task = FacebankHarness.of(null, FIRST, second)) {
            task.update(bank("v2", 2, secondId, true));
            task.settle();
            see(task, "door", 3);
            state = task.snapshot();
        }
        try (FacebankHarness task = FacebankHarness.of(state, second, FIRST)) {
            task.update(swapped("v2", 2));
            task.settle();
            task.see("door", 900, ANN_TO_SECOND, ANN, false);
            assertThat(task.last("door").personId()).isEqualTo("ann");
            assertThat(task.last("door").shots()).isEqualTo(4);
            assertThat(task.of("door").get(0).modelId()).isEqualTo(secondId);
        }
    }

    @Test
    void aModelThatTheJobHadNotBeginsAnewWithTheSameTracks() throws Exception {
        OperatorSubtaskState state;
        try (FacebankHarness task = FacebankHarness.of(null, FIRST, null)) {
            task.bank("v1", 1, 1, true, template("a", "ann", ANN, 1, 1), template("b", "bob", ANN_TO_SECOND, 1, 1));
            task.settle();
            task.see("door", 120, ANN);
            task.see("door", 240, ANN);
            state = task.snapshot();
        }
        try (FacebankHarness task = FacebankHarness.of(state, second, null)) {
            // nothing is to be decided by the checkpoint's templates: they are the first model's
            task.see("door", 360, ANN_TO_SECOND);
            task.settle();
            assertThat(task.of("door")).isEmpty();
            task.update(new FacebankUpdate(
                    "v2",
                    new BankVersion(2, 2),
                    secondId,
                    List.of(template("a2", "ann", ANN_TO_SECOND, 2, 2), template("b2", "bob", ANN, 2, 2)),
                    List.of(),
                    true,
                    2_000));
            task.settle();
            task.see("door", 480, ANN_TO_SECOND);
            assertThat(task.last("door").shots()).as("shots of this model only").isEqualTo(1);
            assertThat(task.last("door").topK().get(0).personId()).isEqualTo("ann");
            assertThat(task.of("door").get(0).faces().get(0).trackId()).isEqualTo("t");
        }
    }

    @Test
    void peopleOfOneModelOnlyAreNotHeldAgainstEither() throws Exception {
        try (FacebankHarness task = FacebankHarness.of(null, FIRST, second)) {
            task.update(update(
                    "v1",
                    1,
                    FacebankHarness.MODEL,
                    List.of(template("a", "ann", ANN, 1, 1)),
                    FacebankHarness.MODEL,
                    new BankShadow(secondId, List.of())));
            task.settle();
            see(task, "door", 3);
            task.see("door", 600, ANN, ANN_TO_SECOND, true);
            assertThat(task.compared()).extracting(ComparedTrack::agreement).containsExactly(Agreement.NOT_ENROLLED);
        }
    }

    @Test
    void agreementIsWhatAnEventWouldHaveSaid() {
        ModelComparison comparison = new ModelComparison(java.util.Set.of("new"));
        Decision nobody = Decision.PENDING.unknown(Reason.BELOW_THRESHOLD);
        assertThat(comparison.agreement(named("ann"), named("ann"))).isEqualTo(Agreement.SAME_PERSON);
        assertThat(comparison.agreement(nobody, nobody)).isEqualTo(Agreement.BOTH_UNKNOWN);
        assertThat(comparison.agreement(named("ann"), nobody)).isEqualTo(Agreement.MAIN_ONLY);
        assertThat(comparison.agreement(nobody, named("ann"))).isEqualTo(Agreement.SHADOW_ONLY);
        assertThat(comparison.agreement(named("ann"), named("bob"))).isEqualTo(Agreement.DIFFERENT);
        assertThat(comparison.agreement(named("new"), nobody)).isEqualTo(Agreement.NOT_ENROLLED);
    }

    private static Decision named(String person) {
        return new Decision(Outcome.IDENTIFIED, person, 0.7f, 0.5f, 0.4f, Reason.NONE, List.of(), 3);
    }

    private static void see(FacebankHarness task, String camera, int shots) throws Exception {
        for (int i = 0; i < shots; i++) {
            task.see(camera, 120L * (i + 1), ANN, ANN_TO_SECOND, false);
        }
    }

    /** A version in which one of the models is in force; both models' templates come with the first one. */
    private FacebankUpdate bank(String name, long number, String inForce, boolean templates) {
        return update(
                name,
                number,
                FacebankHarness.MODEL,
                templates
                        ? List.of(template("a", "ann", ANN, 1, number), template("b", "bob", ANN_TO_SECOND, 1, number))
                        : List.of(),
                inForce,
                new BankShadow(
                        secondId,
                        templates
                                ? List.of(
                                        template("a2", "ann", ANN_TO_SECOND, 1, number),
                                        template("b2", "bob", ANN, 1, number))
                                : List.of()));
    }

    /** The same for a job whose first model is the second one. */
    private FacebankUpdate swapped(String name, long number) {
        return update(
                name,
                number,
                secondId,
                List.of(template("a2", "ann", ANN_TO_SECOND, 2, number), template("b2", "bob", ANN, 2, number)),
                secondId,
                new BankShadow(
                        FacebankHarness.MODEL,
                        List.of(template("a", "ann", ANN, 2, number), template("b", "bob", ANN_TO_SECOND, 2, number))));
    }

    private static FacebankUpdate update(
            String name,
            long number,
            String modelId,
            List<io.facestream.job.facebank.BankTemplate> templates,
            String inForce,
            BankShadow shadow) {
        long generation = templates.isEmpty() ? 1 : templates.get(0).version().generation();
        return new FacebankUpdate(
                name,
                new BankVersion(generation, number),
                modelId,
                templates,
                List.of(),
                List.of(),
                BankRefusals.NONE,
                0,
                true,
                1_000,
                1_000,
                inForce,
                shadow);
    }
}
