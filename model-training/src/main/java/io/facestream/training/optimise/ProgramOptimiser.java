package io.facestream.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.facestream.training.Program;
import io.facestream.training.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves tensors by a program of the engine, all of a group in one call. */
final class ProgramOptimiser implements Optimiser {
    private final OptimiserSpec.Rule rule;
    private final List<Trained> tensors;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final NDManager manager;
    private final Program program;
    private final RuleProgram form;

    ProgramOptimiser(OptimiserSpec.Rule rule, List<Trained> tensors, NDManager manager) {
        this.rule = rule;
        this.tensors = List.copyOf(tensors);
        this.manager = manager.newSubManager();
        this.form = RuleProgram.of(rule);
        this.program = new Program(form.methods(), manager.getDevice());
        for (Trained tensor : tensors) {
            for (String memory : form.memories()) {
                NDArray begin = form.begin(memory, tensor, this.manager);
                if (state.put(key(tensor, memory), begin) != null) {
                    throw new IllegalArgumentException("tensor: " + tensor.name() + " twice (expected: unique names)");
                }
            }
        }
    }

    private static String key(Trained tensor, String memory) {
        return tensor.name() + "/" + memory;
    }

    @Override
    public void step(double learningRate) {
        if (!(learningRate >= 0 && Double.isFinite(learningRate))) {
            throw new TrainingException("learning rate: " + learningRate + " (expected: 0 or above)");
        }
        Map<Moves, List<Trained>> groups = new LinkedHashMap<>();
        for (Trained tensor : tensors) {
            if (tensor.values().hasGradient()) {
                Moves moves = new Moves(learningRate * tensor.rate(), tensor.decay());
                Optional<long[]> rows = tensor.rows().get();
                if (rows.isPresent()) {
                    step(tensor, rows.get(), moves);
                } else {
                    groups.computeIfAbsent(moves, key -> new ArrayList<>()).add(tensor);
                }
            }
        }
        groups.forEach(this::step);
    }

    /** What all tensors of a group share. */
    private record Moves(double rate, double decay) {}

    private void step(Moves moves, List<Trained> group) {
        List<NDArray> gradients = Gradients.of(group);
        try {
            List<NDArray> memories = new ArrayList<>();
            group.forEach(tensor -> memories.addAll(memories(tensor)));
            program.run(
                    "all",
                    Program.list(group.stream().map(Trained::values).toList()),
                    Program.list(gradients),
                    Program.list(memories),
                    constants(moves));
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    private void step(Trained tensor, long[] rows, Moves moves) {
        try (NDArray gradient = tensor.values().getGradient();
                NDArray chosen = manager.create(rows)) {
            program.run(
                    "some",
                    IValue.from((PtNDArray) tensor.values()),
                    IValue.from((PtNDArray) gradient),
                    Program.list(memories(tensor)),
                    IValue.from((PtNDArray) chosen),
                    constants(moves));
        }
    }

    private List<NDArray> memories(Trained tensor) {
        List<NDArray> memories = new ArrayList<>();
        for (String memory : form.memories()) {
            memories.add(state.get(key(tensor, memory)));
        }
        return memories;
    }

    private IValue constants(Moves moves) {
        return IValue.listFrom(RuleProgram.constants(rule, moves.rate(), moves.decay()));
    }

    @Override
    public Map<String, NDArray> state() {
        return java.util.Collections.unmodifiableMap(state);
    }

    @Override
    public void restore(Map<String, NDArray> kept) {
        kept.keySet().stream()
                .filter(name -> !state.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refusal(name + " (expected: only what this optimiser remembers, such as "
                            + state.keySet().stream().findFirst().orElse("nothing") + ")");
                });
        state.forEach((name, array) -> fitting(kept, name, array));
        state.forEach((name, array) -> fitting(kept, name, array).copyTo(array));
    }

    private static NDArray fitting(Map<String, NDArray> kept, String name, NDArray array) {
        NDArray values = kept.get(name);
        if (values == null) {
            throw refusal(name + ": missing (expected: " + form(array) + ")");
        }
        if (!form(values).equals(form(array))) {
            throw refusal(name + ": " + form(values) + " (expected: " + form(array) + ")");
        }
        return values;
    }

    private static String form(NDArray array) {
        return array.getDataType() + " " + array.getShape();
    }

    private static TrainingException refusal(String what) {
        return new TrainingException("optimiser state: " + what);
    }

    @Override
    public void close() {
        manager.close();
        program.close();
    }
}
