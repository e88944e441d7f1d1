package io.facestream.training.optimise;

import static io.facestream.training.Settings.between;

import ai.djl.ndarray.NDArray;
import io.facestream.training.Settings;
import io.facestream.training.TrainingException;
import io.facestream.training.head.Head;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tensors decay how much and learn how fast.
 *
 * @param weights decay of the weights of convolutions and linear layers
 * @param last decay of the last linear layer's weights, which make the embedding
 * @param head decay of the head's weights
 * @param norms decay of the scales and shifts of batch norms
 * @param slopes decay of PReLUs
 * @param biases decay of biases, the head's included
 * @param rates factors of the learning rate by path: {@code stage1} or {@code stage1.0.main} for layers, {@code head} for the head. The longest
 *     path counts; what none names has 1.
 */
public record Groups(
        double weights,
        double last,
        double head,
        double norms,
        double slopes,
        double biases,
        Map<String, Double> rates) {
    /** The names of the head's tensors begin so. */
    public static final String HEAD = "head";

    private static final double DECAY = 5e-4;

    public Groups {
        between("weight-decay", weights, 0, 1);
        between("last-layer-decay", last, 0, 1);
        between("head-decay", head, 0, 1);
        between("norm-decay", norms, 0, 1);
        between("slope-decay", slopes, 0, 1);
        between("bias-decay", biases, 0, 1);
        rates = Map.copyOf(rates);
        rates.forEach((path, rate) -> between("rates." + path, rate, 0, 1e6));
    }

    /** Reads {@code weight-decay}, {@code last-layer-decay}, {@code head-decay}, {@code norm-decay}, {@code slope-decay}, {@code bias-decay} and {@code rates}. */
    static Groups of(Settings given, double weightDecay) {
        double weights = given.number("weight-decay", weightDecay);
        return new Groups(
                weights,
                given.number("last-layer-decay", weights),
                given.number("head-decay", weights),
                given.number("norm-decay", 0),
                given.number("slope-decay", 0),
                given.number("bias-decay", 0),
                given.numbersByName("rates"));
    }

    static Groups of(Settings given) {
        return of(given, DECAY);
    }

    /**
     * All tensors of a network and its head that can be trained, frozen ones included.
     *
     * @param arrays of the network, by the names of its {@link TensorSpec}s
     * @throws TrainingException if a rate is given for a path that the network does not have
     */
    public List<Trained> of(Layer layer, Map<String, NDArray> arrays, Head head) {
        List<Trained> tensors = new ArrayList<>();
        List<TensorSpec> specs = TensorSpec.of(layer);
        String lastWeight = specs.stream()
                .filter(spec -> spec.role() == TensorSpec.Role.LINEAR_WEIGHT)
                .map(TensorSpec::name)
                .reduce("", (before, name) -> name);
        for (TensorSpec spec : specs) {
            String name = spec.name();
            if (spec.role().isTrained()) {
                double decay = name.equals(lastWeight) ? last : decay(spec.role());
                tensors.add(new Trained(name, array(arrays, name), rate(name), decay));
            }
        }
        new LinkedHashMap<>(head.arrays()).forEach((own, array) -> {
            String name = HEAD + "." + own;
            double decay = array.getShape().dimension() == 1 ? biases : this.head;
            tensors.add(new Trained(
                    name,
                    array,
                    rate(name),
                    decay,
                    () -> Optional.ofNullable(head.drawn().get(own))));
        });
        refuseRatesOfNothing(tensors);
        return List.copyOf(tensors);
    }

    private static NDArray array(Map<String, NDArray> arrays, String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "tensor: " + name + " (expected: one of the " + arrays.size() + " given)");
        }
        return array;
    }

    private double decay(TensorSpec.Role role) {
        return switch (role) {
            case CONV_WEIGHT, LINEAR_WEIGHT -> weights;
            case SCALE, SHIFT -> norms;
            case SLOPE -> slopes;
            case BIAS -> biases;
            case FIXED_SCALE, RUNNING_MEAN, RUNNING_VARIANCE -> 0;
        };
    }

    private double rate(String name) {
        return rates.entrySet().stream()
                .filter(entry -> isAtOrBelow(name, entry.getKey()))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(Map.Entry::getValue)
                .orElse(1.0);
    }

    private static boolean isAtOrBelow(String name, String path) {
        return path.isEmpty() || name.equals(path) || name.startsWith(path + ".");
    }

    private void refuseRatesOfNothing(List<Trained> tensors) {
        for (String path : rates.keySet()) {
            if (tensors.stream().noneMatch(tensor -> isAtOrBelow(tensor.name(), path))) {
                throw new TrainingException(
                        "optimiser.rates." + path + ": " + rates.get(path) + " (expected: the path of a layer, such as "
                                + tensors.get(0).name() + ", or " + HEAD + ")");
            }
        }
    }
}
