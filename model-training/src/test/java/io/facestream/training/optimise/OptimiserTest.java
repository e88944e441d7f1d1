package io.facestream.training.optimise;

import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.facestream.training.TrainingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimiserTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Tensors.manager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Optimiser of(String kind, Trained... tensors) {
        return OptimiserSpec.of(Map.of("kind", kind)).create(List.of(tensors), manager);
    }

    private static void is(NDArray array, double... expected) {
        assertThat(array.toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void momentumBuildsUpGradientsAndNotRates() {
        NDArray w = Tensors.of(manager, 1);
        try (Optimiser optimiser = of("sgd", new Trained("w", w, 1, 0.5))) {
            Tensors.pull(w, 2);
            optimiser.step(0.1);
            double buffer = 2 + 0.5 * 1;
            double expected = 1 - 0.1 * buffer;
            is(w, expected);
            Tensors.pull(w, -1);
            optimiser.step(0.1);
            buffer = 0.9 * buffer + (-1 + 0.5 * expected);
            expected -= 0.1 * buffer;
            is(w, expected);
            // a lower rate works on the whole buffer at once
            Tensors.pull(w, 3);
            optimiser.step(0.01);
            buffer = 0.9 * buffer + (3 + 0.5 * expected);
            expected -= 0.01 * buffer;
            is(w, expected);
            is(optimiser.state().get("w/momentum"), buffer);
        }
    }

    @Test
    void nesterovLooksAheadByTheMomentum() {
        NDArray w = Tensors.of(manager, 1);
        try (Optimiser optimiser = of("nesterov", new Trained("w", w, 1, 0.5))) {
            Tensors.pull(w, 2);
            optimiser.step(0.1);
            double gradient = 2 + 0.5 * 1;
            double buffer = gradient;
            double expected = 1 - 0.1 * (gradient + 0.9 * buffer);
            is(w, expected);
            Tensors.pull(w, -1);
            optimiser.step(0.1);
            gradient = -1 + 0.5 * expected;
            buffer = 0.9 * buffer + gradient;
            expected -= 0.1 * (gradient + 0.9 * buffer);
            is(w, expected);
            Tensors.pull(w, 3);
            optimiser.step(0.01);
            gradient = 3 + 0.5 * expected;
            buffer = 0.9 * buffer + gradient;
            expected -= 0.01 * (gradient + 0.9 * buffer);
            is(w, expected);
        }
    }

    @Test
    void adamWCorrectsItsMeansForTheirBeginningAndDecaysWeightsThemselves() {
        NDArray w = Tensors.of(manager, 1);
        try (Optimiser optimiser = of("adamw", new Trained("w", w, 1, 0.5))) {
            Tensors.pull(w, 2);
            optimiser.step(0.1);
            double mean = 0.1 * 2;
            double square = 0.001 * 4;
            // the corrections make the first step one of the rate, whatever the gradient
            double expected = 1 - 0.1 * 0.5 * 1 - 0.1 * (mean / 0.1) / (sqrt(square / 0.001) + 1e-8);
            assertThat(expected).isCloseTo(1 - 0.05 - 0.1, within(1e-8));
            is(w, expected);
            Tensors.pull(w, -1);
            optimiser.step(0.1);
            mean = 0.9 * mean + 0.1 * -1;
            square = 0.999 * square + 0.001 * 1;
            expected -= 0.1 * 0.5 * expected;
            expected -= 0.1 * (mean / (1 - 0.9 * 0.9)) / (sqrt(square / (1 - 0.999 * 0.999)) + 1e-8);
            is(w, expected);
            Tensors.pull(w, 3);
            optimiser.step(0.01);
            mean = 0.9 * mean + 0.1 * 3;
            square = 0.999 * square + 0.001 * 9;
            expected -= 0.01 * 0.5 * expected;
            expected -= 0.01 * (mean / (1 - 0.9 * 0.9 * 0.9)) / (sqrt(square / (1 - 0.999 * 0.999 * 0.999)) + 1e-8);
            is(w, expected);
            is(optimiser.state().get("w/steps"), 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adamw"})
    void aStepUsesUpTheGradients(String kind) {
        NDArray w = Tensors.of(manager, 1, 2);
        try (Optimiser optimiser = of(kind, new Trained("w", w, 1, 0.5))) {
            Tensors.pull(w, 2, 3);
            optimiser.step(0.1);
            is(w.getGradient(), 0, 0);
        }
    }

    @Test
    void eachTensorHasItsRateAndDecay() {
        NDArray slow = Tensors.of(manager, 1);
        NDArray decaying = Tensors.of(manager, 1);
        NDArray usual = Tensors.of(manager, 1);
        try (Optimiser optimiser = of(
                "sgd",
                new Trained("slow", slow, 0.1, 0),
                new Trained("decaying", decaying, 1, 0.25),
                new Trained("usual", usual, 1, 0))) {
            List.of(slow, decaying, usual).forEach(tensor -> Tensors.pull(tensor, 2));
            optimiser.step(0.1);
            is(slow, 1 - 0.01 * 2);
            is(decaying, 1 - 0.1 * (2 + 0.25));
            is(usual, 1 - 0.1 * 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adamw"})
    void aFrozenTensorStaysAndGoesOnWhereItStopped(String kind) {
        NDArray w = Tensors.of(manager, 1);
        NDArray other = Tensors.of(manager, 1);
        try (Optimiser optimiser = of(kind, new Trained("w", w, 1, 0.5), new Trained("other", other, 1, 0))) {
            Tensors.pull(w, 2);
            optimiser.step(0.1);
            double[] stopped = w.toDoubleArray();
            Map<String, double[]> state = values(optimiser);
            w.setRequiresGradient(false);
            Tensors.pull(other, 1);
            optimiser.step(0.1);
            is(w, stopped);
            state.forEach((name, values) -> {
                if (name.startsWith("w/")) {
                    is(optimiser.state().get(name), values);
                }
            });
            w.setRequiresGradient(true);
            Tensors.pull(w, 2);
            optimiser.step(0.1);
            assertThat(w.toDoubleArray()).isNotEqualTo(stopped);
        }
    }

    private static Map<String, double[]> values(Optimiser optimiser) {
        Map<String, double[]> values = new HashMap<>();
        optimiser.state().forEach((name, array) -> values.put(name, array.toDoubleArray()));
        return values;
    }

    /** Moves rows 0 and 2 first, then 2 and 3, as if each had an optimiser of its own; row 1 never, though it decays and was given a gradient. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adamw"})
    void onlyTheRowsOfTheStepMove(String kind) {
        NDArray w = Tensors.of(manager, new Shape(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        NDArray alone = Tensors.of(manager, new Shape(1, 2), 7, 8);
        NDArray twice = Tensors.of(manager, new Shape(1, 2), 5, 6);
        long[][] rows = {{0, 2}};
        Trained some = new Trained("w", w, 1, 0.5, () -> Optional.of(rows[0]));
        try (Optimiser optimiser = of(kind, some);
                Optimiser others = of(kind, new Trained("alone", alone, 1, 0.5), new Trained("twice", twice, 1, 0.5))) {
            alone.setRequiresGradient(false);
            Tensors.pull(w, 1, 1, 9, 9, 2, 3, 0, 0);
            Tensors.pull(twice, 2, 3);
            optimiser.step(0.1);
            others.step(0.1);
            alone.setRequiresGradient(true);
            rows[0] = new long[] {2, 3};
            Tensors.pull(w, 0, 0, 9, 9, -1, 2, 3, 4);
            Tensors.pull(twice, -1, 2);
            Tensors.pull(alone, 3, 4);
            double[] before = w.toDoubleArray();
            optimiser.step(0.1);
            others.step(0.1);
            double[] after = w.toDoubleArray();
            assertThat(after).startsWith(before[0], before[1], 3, 4);
            double[] second = twice.toDoubleArray();
            double[] third = alone.toDoubleArray();
            assertThat(after).endsWith(second[0], second[1], third[0], third[1]);
            is(w.getGradient(), 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adamw"})
    void aRestoredStateGoesOnAsIfUnbroken(String kind) {
        NDArray w = Tensors.of(manager, 1, -2, 3);
        NDArray copy = Tensors.of(manager, 0, 0, 0);
        try (Optimiser unbroken = of(kind, new Trained("w", w, 1, 0.01));
                Optimiser resumed = of(kind, new Trained("w", copy, 1, 0.01))) {
            for (int step = 0; step < 3; step++) {
                Tensors.pull(w, 0.1 * step, -0.7, 0.3);
                unbroken.step(0.1);
            }
            copy.set(w.toDoubleArray());
            resumed.restore(throughAFile(unbroken.state()));
            for (int step = 0; step < 3; step++) {
                for (NDArray tensor : List.of(w, copy)) {
                    Tensors.pull(tensor, 0.4, 0.2 * step, -0.1);
                }
                unbroken.step(0.05);
                resumed.step(0.05);
            }
            assertThat(copy.toDoubleArray()).containsExactly(w.toDoubleArray());
        }
    }

    private Map<String, NDArray> throughAFile(Map<String, NDArray> state) {
        NDList list = new NDList();
        state.forEach((name, array) -> {
            NDArray copy = array.duplicate();
            copy.setName(name);
            list.add(copy);
        });
        Map<String, NDArray> read = new HashMap<>();
        NDList.decode(manager, list.encode(NDList.Encoding.NPZ)).forEach(array -> read.put(array.getName(), array));
        return read;
    }

    @Test
    void aStateOfOtherTensorsIsRefused() {
        Trained w = new Trained("w", Tensors.of(manager, 1, 2), 1, 0);
        try (Optimiser optimiser = of("sgd", w)) {
            assertThatThrownBy(() -> optimiser.restore(Map.of()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("optimiser state: w/momentum: missing (expected: float64 (2))");
            assertThatThrownBy(() -> optimiser.restore(Map.of("w/momentum", Tensors.of(manager, 1, 2, 3))))
                    .hasMessage("optimiser state: w/momentum: float64 (3) (expected: float64 (2))");
            assertThatThrownBy(() -> optimiser.restore(Map.of("w/steps", Tensors.of(manager, 1))))
                    .hasMessage(
                            "optimiser state: w/steps (expected: only what this optimiser remembers, such as w/momentum)");
        }
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        try (Optimiser optimiser = of("sgd", new Trained("w", Tensors.of(manager, 1), 1, 0))) {
            assertThatThrownBy(() -> optimiser.step(Double.NaN))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("learning rate: NaN (expected: 0 or above)");
        }
    }

    @Test
    void stepsLeaveNothingBehind() {
        NDArray w = Tensors.of(manager, new Shape(2, 1), 1, 2);
        NDArray whole = Tensors.of(manager, 1);
        try (Optimiser optimiser = of(
                "adamw",
                new Trained("w", w, 1, 0, () -> Optional.of(new long[] {1})),
                new Trained("whole", whole, 1, 0))) {
            int held = manager.getManagedArrays().size();
            optimiser.step(0.1);
            assertThat(manager.getManagedArrays()).hasSize(held);
        }
    }
}
