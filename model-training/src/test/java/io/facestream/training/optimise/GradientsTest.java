package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private NDManager manager;
    private NDArray first;
    private NDArray second;
    private Gradients gradients;

    @BeforeEach
    void create() {
        manager = Tensors.manager();
        first = Tensors.of(manager, 1, 1);
        second = Tensors.of(manager, 1);
        gradients =
                new Gradients(List.of(new Trained("first", first, 1, 0), new Trained("second", second, 1, 0)), manager);
    }

    @AfterEach
    void close() {
        gradients.close();
        manager.close();
    }

    @Test
    void theNormIsThatOfAllTensorsTogether() {
        Tensors.pull(first, 3, -4);
        Tensors.pull(second, 12);
        assertThat(gradients.norm()).isCloseTo(13, within(1e-12));
    }

    @Test
    void clippingShortensWhatIsTooLongOnBothSidesOfZero() {
        Tensors.pull(first, 3, -4);
        Tensors.pull(second, 12);
        assertThat(gradients.clip(6.5)).isCloseTo(13, within(1e-12));
        assertThat(first.getGradient().toDoubleArray()).containsExactly(new double[] {1.5, -2}, within(1e-12));
        assertThat(second.getGradient().toDoubleArray()).containsExactly(new double[] {6}, within(1e-12));
    }

    @Test
    void clippingLeavesWhatIsShortEnough() {
        Tensors.pull(first, 3, -4);
        assertThat(gradients.clip(5.5)).isCloseTo(5, within(1e-12));
        assertThat(first.getGradient().toDoubleArray()).containsExactly(3, -4);
    }

    @Test
    void theMeanOfSeveralBatchesIsTheirSumScaled() {
        Tensors.pull(first, 3, -4);
        Tensors.pull(first, 1, 0);
        gradients.scale(0.5);
        assertThat(first.getGradient().toDoubleArray()).containsExactly(2, -2);
    }

    @Test
    void namesTheFirstTensorWhoseGradientIsNoNumberOrInfinite() {
        Tensors.pull(first, 3, -4);
        assertThat(gradients.firstNotFinite()).isEmpty();
        Tensors.pull(second, Double.POSITIVE_INFINITY);
        assertThat(gradients.firstNotFinite()).contains("second");
        Tensors.pull(first, 0, Double.NaN);
        assertThat(gradients.firstNotFinite()).contains("first");
    }

    @Test
    void clippingChangesNothingIfTheNormIsNotFinite() {
        Tensors.pull(first, 3, -4);
        Tensors.pull(second, Double.NaN);
        assertThat(gradients.clip(1)).isNaN();
        assertThat(first.getGradient().toDoubleArray()).containsExactly(3, -4);
    }

    @Test
    void zeroAlsoClearsWhatIsNoNumber() {
        Tensors.pull(first, 3, Double.NaN);
        gradients.zero();
        assertThat(first.getGradient().toDoubleArray()).containsExactly(0, 0);
    }

    @Test
    void frozenTensorsDoNotCount() {
        Tensors.pull(first, 3, -4);
        Tensors.pull(second, 12);
        second.setRequiresGradient(false);
        assertThat(gradients.norm()).isCloseTo(5, within(1e-12));
        first.setRequiresGradient(false);
        assertThat(gradients.clip(1)).isZero();
    }

    @Test
    void aLimitThatNothingMeetsIsRefused() {
        assertThatThrownBy(() -> gradients.clip(0)).hasMessage("limit: 0 (expected: above 0)");
    }

    @Test
    void nothingIsLeftBehind() {
        Tensors.pull(first, 3, -4);
        int held = manager.getManagedArrays().size();
        gradients.clip(1);
        gradients.zero();
        assertThat(manager.getManagedArrays()).hasSize(held);
    }
}
