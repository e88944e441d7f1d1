package io.facestream.training.net;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a DJL block on the PyTorch engine: pictures [batch, 3, height, width] in, embeddings [batch, dimension] out. One thread.
 *
 * <p>Layers that are {@link #freeze frozen} keep their tensors, running statistics included, and behave as in use.
 */
public final class NetBlock extends AbstractBlock implements AutoCloseable {
    private final Layer layer;
    private final List<TensorSpec> specs;
    private final List<Parameter> tensors = new ArrayList<>();
    private final Map<String, Model> scripts = new HashMap<>();
    private List<String> frozen = List.of();

    /** @param manager holds the tensors */
    public NetBlock(Layer layer, Weights weights, NDManager manager) {
        this.layer = layer;
        this.specs = TensorSpec.of(layer);
        for (TensorSpec spec : specs) {
            Parameter tensor = addParameter(Parameter.builder()
                    .setName(spec.name())
                    .setType(typeOf(spec.role()))
                    .optRequiresGrad(spec.role().isTrained())
                    .build());
            NDArray values = manager.create(weights.get(spec.name()), shapeOf(spec));
            values.setRequiresGradient(spec.role().isTrained());
            tensor.setArray(values);
            values.setName(Script.TENSORS);
            tensors.add(tensor);
        }
    }

    private static Parameter.Type typeOf(TensorSpec.Role role) {
        return switch (role) {
            case CONV_WEIGHT, LINEAR_WEIGHT, SLOPE -> Parameter.Type.WEIGHT;
            case BIAS -> Parameter.Type.BIAS;
            case SCALE, FIXED_SCALE -> Parameter.Type.GAMMA;
            case SHIFT -> Parameter.Type.BETA;
            case RUNNING_MEAN -> Parameter.Type.RUNNING_MEAN;
            case RUNNING_VARIANCE -> Parameter.Type.RUNNING_VAR;
        };
    }

    private static Shape shapeOf(TensorSpec spec) {
        return new Shape(spec.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    public Layer layer() {
        return layer;
    }

    /** The tensors by name, in the order of their {@link TensorSpec}s; they belong to the block. */
    public Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            arrays.put(specs.get(i).name(), tensors.get(i).getArray());
        }
        return arrays;
    }

    /** A copy of all values. */
    public Weights weights() {
        Map<String, float[]> values = new LinkedHashMap<>();
        arrays().forEach((name, array) -> values.put(name, array.toFloatArray()));
        return new Weights(values);
    }

    /** Replaces all values. */
    public void set(Weights weights) {
        arrays().forEach((name, array) -> array.set(weights.get(name)));
    }

    /**
     * Freezes the layers at or below the given paths, and no others.
     *
     * @param paths names of layers from the outside in, joined by dots; the empty one is the whole network
     */
    public void freeze(Set<String> paths) {
        frozen = List.copyOf(paths);
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            tensors.get(i).getArray().setRequiresGradient(spec.role().isTrained() && !isFrozen(spec.name()));
        }
    }

    /** Whether a layer or a tensor lies at or below a frozen path. */
    public boolean isFrozen(String path) {
        return frozen.stream().anyMatch(at -> at.isEmpty() || path.equals(at) || path.startsWith(at + "."));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        return script(training).forward(store, arguments(inputs.head()), training);
    }

    private NDList arguments(NDArray pictures) {
        NDList arguments = new NDList(tensors.size() + 1);
        arguments.add(pictures);
        for (Parameter tensor : tensors) {
            arguments.add(tensor.getArray());
        }
        return arguments;
    }

    private Block script(boolean training) {
        String mode = training ? "train " + String.join(" ", frozen) : "use";
        return scripts.computeIfAbsent(mode, key -> load(Script.archive(layer, path -> training && !isFrozen(path))))
                .getBlock();
    }

    private static Model load(byte[] archive) {
        Model script = Model.newInstance("net", Device.cpu(), "PyTorch");
        try {
            script.load(new ByteArrayInputStream(archive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("the script of a network was not understood", e);
        }
        return script;
    }

    /** Embeds pictures as in use, without gradients. */
    public NDArray embed(NDArray pictures) {
        ParameterStore store = new ParameterStore(pictures.getManager(), false);
        return forward(store, new NDList(pictures), false).singletonOrThrow();
    }

    /**
     * Mean and variance, over the pictures and all places, of what goes into each normalisation in use.
     *
     * @return by the normalisation's path
     */
    public Map<String, Moments> moments(NDArray pictures) {
        Block script = scripts.computeIfAbsent("measure", key -> load(Script.measuringArchive(layer)))
                .getBlock();
        try (NDManager manager = pictures.getManager().newSubManager()) {
            NDArray in = pictures.duplicate();
            in.attach(manager);
            float[] all = script.forward(new ParameterStore(manager, false), arguments(in), false)
                    .singletonOrThrow()
                    .toFloatArray();
            Map<String, Moments> moments = new LinkedHashMap<>();
            int at = 0;
            for (TensorSpec spec : specs) {
                if (spec.role() == TensorSpec.Role.RUNNING_MEAN) {
                    int size = spec.size();
                    String path =
                            spec.name().substring(0, Math.max(0, spec.name().lastIndexOf('.')));
                    moments.put(
                            path,
                            new Moments(
                                    Arrays.copyOfRange(all, at, at + size),
                                    Arrays.copyOfRange(all, at + size, at + 2 * size)));
                    at += 2 * size;
                }
            }
            return moments;
        }
    }

    /**
     * First two moments of each channel of a value.
     *
     * @param variance about the mean, by the number of values, not one less
     */
    public record Moments(float[] mean, float[] variance) {}

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Dimensions out =
                Dimensions.of(layer, new Dimensions((int) inputShapes[0].get(1), (int) inputShapes[0].get(2), (int)
                        inputShapes[0].get(3)));
        return new Shape[] {new Shape(inputShapes[0].get(0), out.values())};
    }

    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {}

    @Override
    public void close() {
        scripts.values().forEach(Model::close);
        scripts.clear();
        tensors.forEach(Parameter::close);
    }
}
