package io.facestream.training.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.training.data.Batch;
import io.facestream.training.net.Backbone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison of speeds says something only if both sides do the same. */
class ArmIT {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothSidesAreTheSameNetworkAndLearnTheSame(boolean relu) {
        Task task = new Task(Backbone.TINY, 8, 5, 1, relu, 0);
        Batch batch = task.pictures();
        try (Arm ours = Arm.Kind.FACESTREAM.open(task);
                Arm djl = Arm.Kind.DJL.open(task)) {
            float[] before = ours.embed(batch);
            assertThat(largestDifference(before, djl.embed(batch))).isLessThan(1e-4);
            assertThat(ours.step(batch)).isCloseTo(djl.step(batch), within(1e-3));
            float[] after = ours.embed(batch);
            // The batch's statistics and the step have changed what is given, on both sides alike.
            double moved = largestDifference(before, after);
            assertThat(moved).isGreaterThan(1e-2);
            assertThat(largestDifference(after, djl.embed(batch))).isLessThan(0.01 * moved);
        }
    }

    private static double largestDifference(float[] one, float[] other) {
        assertThat(other).hasSameSizeAs(one);
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }
}
