package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.training.TrainingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    /** Steps an epoch. */
    private static final int STEPS = 100;

    private static void isNear(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-12));
    }

    @Test
    void constantStays() {
        Schedule schedule = Schedule.of(Map.of("kind", "constant", "rate", 0.02));
        isNear(schedule.at(0, STEPS, 10), 0.02);
        isNear(schedule.at(999, STEPS, 10), 0.02);
    }

    @Test
    void stepFallsAtTheBeginningOfItsMilestones() {
        // as SeesawFaceNet's: a tenth at epochs 8, 12 and 14 of 16
        Schedule schedule = Schedule.of(Map.of("kind", "step", "rate", 0.1, "milestones", List.of(8, 12, 14)));
        isNear(schedule.at(799, STEPS, 16), 0.1);
        isNear(schedule.at(800, STEPS, 16), 0.01);
        isNear(schedule.at(1199, STEPS, 16), 0.01);
        isNear(schedule.at(1200, STEPS, 16), 0.001);
        isNear(schedule.at(1599, STEPS, 16), 0.0001);
    }

    @Test
    void milestonesMayLieWithinAnEpoch() {
        Schedule schedule =
                Schedule.of(Map.of("kind", "step", "rate", 1, "milestones", List.of(0.5, 1.25), "factor", 0.5));
        isNear(schedule.at(49, STEPS, 2), 1);
        isNear(schedule.at(50, STEPS, 2), 0.5);
        isNear(schedule.at(125, STEPS, 2), 0.25);
    }

    @Test
    void cosineFallsToTheFloor() {
        Schedule schedule = Schedule.of(Map.of("kind", "cosine", "rate", 0.1, "floor", 0.02));
        isNear(schedule.at(0, STEPS, 4), 0.1);
        // a quarter of the way: the cosine of 45 degrees is sqrt(1/2)
        isNear(schedule.at(100, STEPS, 4), 0.02 + 0.08 * (1 + Math.sqrt(0.5)) / 2);
        isNear(schedule.at(200, STEPS, 4), 0.06);
        isNear(schedule.at(400, STEPS, 4), 0.02);
        isNear(schedule.at(1000, STEPS, 4), 0.02);
    }

    @Test
    void polynomialFallsByItsPower() {
        Schedule straight = Schedule.of(Map.of("rate", 0.1));
        isNear(straight.at(0, STEPS, 20), 0.1);
        isNear(straight.at(500, STEPS, 20), 0.075);
        isNear(straight.at(1999, STEPS, 20), 0.1 / 2000);
        isNear(straight.at(2000, STEPS, 20), 0);
        Schedule squared = Schedule.of(Map.of("rate", 0.1, "power", 2));
        isNear(squared.at(500, STEPS, 20), 0.1 * 0.75 * 0.75);
    }

    @Test
    void theWarmUpRisesToTheRateAndTheCurveBeginsAtItsEnd() {
        Schedule schedule = Schedule.of(Map.of("rate", 0.1, "warmup-epochs", 0.5));
        isNear(schedule.at(0, STEPS, 2), 0.1 / 50);
        isNear(schedule.at(24, STEPS, 2), 0.05);
        isNear(schedule.at(49, STEPS, 2), 0.1);
        isNear(schedule.at(50, STEPS, 2), 0.1);
        // halfway between steps 50 and 200
        isNear(schedule.at(125, STEPS, 2), 0.05);
    }

    @Test
    void theWarmUpMayBeGivenInSteps() {
        Schedule schedule = Schedule.of(Map.of("kind", "constant", "rate", 0.4, "warmup-steps", 4));
        isNear(schedule.at(0, STEPS, 1), 0.1);
        isNear(schedule.at(3, STEPS, 1), 0.4);
        isNear(schedule.at(4, STEPS, 1), 0.4);
    }

    @Test
    void aWarmUpDoesNotMoveTheMilestones() {
        Schedule schedule =
                Schedule.of(Map.of("kind", "step", "rate", 0.1, "milestones", List.of(2), "warmup-epochs", 1));
        isNear(schedule.at(199, STEPS, 3), 0.1);
        isNear(schedule.at(200, STEPS, 3), 0.01);
    }

    @Test
    void settingsThatDoNotFitAreRefusedInOneLine() {
        refused(Map.of("rate", -1), "schedule.rate: -1 (expected: above 0)");
        refused(
                Map.of("kind", "exponential"),
                "schedule.kind: exponential (expected: constant, step, cosine or polynomial)");
        refused(
                Map.of("kind", "cosine", "power", 2),
                "schedule.power: 2 (expected: one of floor, kind, rate, warmup-epochs, warmup-steps)");
        refused(Map.of("kind", "step"), "schedule.milestones: none (expected: epochs, such as 8, 12, 14)");
        refused(
                Map.of("kind", "step", "milestones", List.of(12, 8)),
                "schedule.milestones: [12.0, 8.0] (expected: in ascending order)");
        refused(
                Map.of("warmup-epochs", 1, "warmup-steps", 10),
                "schedule.warmup-steps: 10 (expected: none, since warmup-epochs is 1.0)");
        refused(Map.of("rate", 0.1, "floor", 0.2), "schedule.floor: 0.2 (expected: between 0 and 0.1)");
        refused(Map.of("warmup-steps", 1.5), "schedule.warmup-steps: 1.5 (expected: a whole number)");
    }

    private static void refused(Map<String, ?> settings, String message) {
        assertThatThrownBy(() -> Schedule.of(settings))
                .isInstanceOf(TrainingException.class)
                .hasMessage(message);
    }
}
