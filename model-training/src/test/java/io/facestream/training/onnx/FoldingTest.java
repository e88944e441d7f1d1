package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Flatten;
import io.facestream.training.net.Layer.Linear;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.Dataflow.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldingTest {
    @Test
    void aNormalisationBehindAConvolutionScalesItsWeightsAndBecomesItsBias() {
        Layer net = Layer.sequence(new Conv(3, 1, 1, 1, 0, 1, true), new BatchNorm(1, 1, true));
        Weights weights = new Weights(Map.of(
                "0.weight", new float[] {1, 2, 3},
                "0.bias", new float[] {5},
                "1.scale", new float[] {6},
                "1.shift", new float[] {7},
                "1.mean", new float[] {2},
                "1.variance", new float[] {8}));
        Folding.Dense dense = onlyDense(net, weights);
        // 6 / sqrt(8 + 1) = 2; (5 - 2) * 2 + 7 = 13
        assertThat(dense.weight()).containsExactly(2, 4, 6);
        assertThat(dense.bias()).containsExactly(13);
    }

    @Test
    void aNormalisationBeforeADenseLayerGoesThroughTheFlattening() {
        int places = Backbone.SIDE * Backbone.SIDE;
        Layer net = Layer.sequence(new BatchNorm(3, 1, true), new Flatten(), new Linear(3 * places, 1, false));
        float[] weight = new float[3 * places];
        // one weight in each channel's part
        weight[0] = 1;
        weight[places + 5] = 2;
        weight[2 * places + 9] = 3;
        Weights weights = new Weights(Map.of(
                "0.scale", new float[] {2, 4, 6},
                "0.shift", new float[] {1, 0, -1},
                "0.mean", new float[] {0, 1, 2},
                "0.variance", new float[] {3, 3, 8},
                "2.weight", weight));
        Folding.Dense dense = onlyDense(net, weights);
        // factors 1, 2, 2; terms 1 - 0, 0 - 1 * 2, -1 - 2 * 2
        assertThat(dense.weight()[0]).isEqualTo(1);
        assertThat(dense.weight()[places + 5]).isEqualTo(4);
        assertThat(dense.weight()[2 * places + 9]).isEqualTo(6);
        assertThat(dense.bias()[0]).isEqualTo(1 * 1 + 2 * -2 + 3 * -5);
    }

    @Test
    void aNormalisationBeforeAGroupedConvolutionTakesTheGroupsChannels() {
        // two groups of two channels, one output each
        Layer net = Layer.sequence(
                new Conv(3, 4, 1, 1, 0, 1, false),
                Layer.Activation.RELU,
                new BatchNorm(4, 1, true),
                new Conv(4, 2, 1, 1, 0, 2, false));
        Weights weights = new Weights(Map.of(
                "0.weight", new float[12],
                "2.scale", new float[] {2, 4, 6, 8},
                "2.shift", new float[] {1, 1, 1, 1},
                "2.mean", new float[4],
                "2.variance", new float[] {3, 3, 3, 3},
                "3.weight", new float[] {1, 10, 100, 1000}));
        Dataflow program = Dataflow.of(net);
        Operation last = program.operations().get(program.operations().size() - 1);
        Folding.Dense dense = Folding.of(program).fold(last, weights);
        // factors 1, 2, 3, 4
        assertThat(dense.weight()).containsExactly(1, 20, 300, 4000);
        assertThat(dense.bias()).containsExactly(11, 1100);
    }

    @Test
    void aNormalisationBeforeAPaddedConvolutionStays() {
        Layer net = Layer.sequence(new BatchNorm(3), new Conv(3, 4, 3, 1, 1, 1, false));
        assertThat(hidden(net)).isEmpty();
        Layer unpadded = Layer.sequence(new BatchNorm(3), new Conv(3, 4, 3, 1, 0, 1, false));
        assertThat(hidden(unpadded)).containsExactly("0");
    }

    @Test
    void aNormalisationOfWhatOthersTakeTooStays() {
        Layer net =
                Layer.sequence(new Conv(3, 3, 1, 1, 0, 1, false), new Layer.Residual(new BatchNorm(3), Layer.IDENTITY));
        assertThat(hidden(net)).isEmpty();
    }

    @Test
    void inMobileFaceNetAllDisappearAndInIr50TheFirstOfEachUnitStays() {
        assertThat(hidden(Backbone.MOBILE_FACE_NET.layer(64))).hasSize(50);
        Dataflow ir = Dataflow.of(Backbone.IR_50.layer(64));
        long norms = ir.operations().stream()
                .filter(operation -> operation.layer() instanceof BatchNorm)
                .count();
        assertThat(norms - hidden(Backbone.IR_50.layer(64)).size()).isEqualTo(24);
    }

    @Test
    void foldingKeepsTheFunctionOfARealNormalisation() {
        Layer net = Layer.sequence(new Conv(3, 2, 1, 1, 0, 1, false), new BatchNorm(2));
        Weights weights = Nets.wild(net, 4);
        Folding.Dense dense = onlyDense(net, weights);
        float[] w = weights.get("0.weight");
        for (int c = 0; c < 2; c++) {
            double exact = w[3 * c] * 0.5 - w[3 * c + 1] * 0.25 + w[3 * c + 2];
            double normalised = (exact - weights.get("1.mean")[c])
                            / Math.sqrt(weights.get("1.variance")[c] + BatchNorm.EPSILON)
                            * weights.get("1.scale")[c]
                    + weights.get("1.shift")[c];
            double folded = dense.weight()[3 * c] * 0.5
                    - dense.weight()[3 * c + 1] * 0.25
                    + dense.weight()[3 * c + 2]
                    + dense.bias()[c];
            assertThat(folded).isCloseTo(normalised, within(1e-6));
        }
    }

    private static Folding.Dense onlyDense(Layer net, Weights weights) {
        Dataflow program = Dataflow.of(net);
        Operation dense = program.operations().stream()
                .filter(operation -> operation.layer() instanceof Conv || operation.layer() instanceof Linear)
                .findFirst()
                .orElseThrow();
        return Folding.of(program).fold(dense, weights);
    }

    private static List<String> hidden(Layer net) {
        Dataflow program = Dataflow.of(net);
        Folding folding = Folding.of(program);
        return program.operations().stream()
                .filter(operation -> operation.layer() instanceof BatchNorm && folding.hides(operation))
                .map(Operation::path)
                .toList();
    }
}
