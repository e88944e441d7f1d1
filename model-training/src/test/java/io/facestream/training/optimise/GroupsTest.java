package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.facestream.training.TrainingException;
import io.facestream.training.head.Head;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Layer NET = new Layer.Sequence(List.of(
            new Layer.Step(
                    "stage1",
                    Layer.sequence(new Layer.Conv(3, 2, 1, 1, 0, 1, true), new Layer.BatchNorm(2), new Layer.PRelu(2))),
            new Layer.Step("stage10", new Layer.BatchNorm(2, 1e-5, false)),
            new Layer.Step("flatten", new Layer.Flatten()),
            new Layer.Step("hidden", new Layer.Linear(2, 4, true)),
            new Layer.Step("embed", new Layer.Linear(4, 4, false))));

    private NDManager manager;
    private NetBlock block;

    @BeforeEach
    void open() {
        manager = Tensors.manager();
        block = new NetBlock(NET, Weights.random(NET, 1), manager);
    }

    @AfterEach
    void close() {
        block.close();
        manager.close();
    }

    private Map<String, Trained> of(Groups groups, HeadSpec head) {
        Map<String, Trained> tensors = new LinkedHashMap<>();
        groups.of(NET, block.arrays(), head.create(10, 4, 1, manager))
                .forEach(tensor -> tensors.put(tensor.name(), tensor));
        return tensors;
    }

    @Test
    void everyKindHasItsDecay() {
        Groups groups = new Groups(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, Map.of());
        Map<String, Double> decays = new LinkedHashMap<>();
        of(groups, new HeadSpec.Softmax(0)).forEach((name, tensor) -> decays.put(name, tensor.decay()));
        assertThat(decays)
                .containsOnly(
                        Map.entry("stage1.0.weight", 0.1),
                        Map.entry("stage1.0.bias", 0.6),
                        Map.entry("stage1.1.scale", 0.4),
                        Map.entry("stage1.1.shift", 0.4),
                        Map.entry("stage1.2.slope", 0.5),
                        Map.entry("stage10.shift", 0.4),
                        Map.entry("hidden.weight", 0.1),
                        Map.entry("hidden.bias", 0.6),
                        Map.entry("embed.weight", 0.2),
                        Map.entry("head.class.weight", 0.3),
                        Map.entry("head.class.bias", 0.6));
    }

    @Test
    void theLongestPathGivesTheRate() {
        Map<String, Double> rates = Map.of("", 0.5, "stage1", 0.1, "stage1.1", 0.2, "head", 10.0);
        Map<String, Trained> tensors = of(new Groups(0, 0, 0, 0, 0, 0, rates), HeadSpec.of(Map.of()));
        assertThat(tensors.get("stage1.0.weight").rate()).isEqualTo(0.1);
        assertThat(tensors.get("stage1.1.scale").rate()).isEqualTo(0.2);
        assertThat(tensors.get("stage10.shift").rate()).isEqualTo(0.5);
        assertThat(tensors.get("head.class.centres").rate()).isEqualTo(10);
    }

    @Test
    void aRateOfNoLayerIsRefused() {
        Groups groups = new Groups(0, 0, 0, 0, 0, 0, Map.of("stage2", 0.1));
        assertThatThrownBy(() -> of(groups, HeadSpec.of(Map.of())))
                .isInstanceOf(TrainingException.class)
                .hasMessage("optimiser.rates.stage2: 0.1 (expected: the path of a layer, such as stage1.0.weight,"
                        + " or head)");
    }

    @Test
    void aSampledHeadsCentresMoveByTheRowsItDrew() {
        Head head = HeadSpec.of(Map.of("sample", 0.3)).create(10, 4, 1, manager);
        List<Trained> tensors = new Groups(0, 0, 0, 0, 0, 0, Map.of()).of(NET, block.arrays(), head);
        Trained centres = tensors.get(tensors.size() - 1);
        head.begin(5);
        NDArray faces = manager.create(new float[][] {{1, 2, 3, 4}});
        head.loss(faces, manager.create(new long[] {7}));
        assertThat(centres.rows().get().orElseThrow()).hasSize(3).contains(7);
        assertThat(tensors.get(0).rows().get()).isEmpty();
    }

    @Test
    void everyTensorThatIsTrainedIsThere() {
        assertThat(of(new Groups(0, 0, 0, 0, 0, 0, Map.of()), HeadSpec.of(Map.of()))
                        .keySet())
                .hasSize(1
                        + (int) TensorSpec.of(NET).stream()
                                .filter(spec -> spec.role().isTrained())
                                .count());
    }
}
