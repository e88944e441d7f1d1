package io.facestream.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.facestream.training.Program;
import io.facestream.training.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The gradients of all tensors that have one, between the backward pass that adds to them and the step that uses them up. One thread. */
public final class Gradients implements AutoCloseable {
    private static final String METHODS = """
              def norms(self: __torch__.Net,
                g: List[Tensor]) -> Tensor:
                n = annotate(List[Tensor], [])
                for i in range(torch.len(g)):
                  torch.append(n, torch.norm(g[i], 2))
                return torch.stack(n, 0)
              def scale(self: __torch__.Net,
                g: List[Tensor],
                factor: float) -> int:
                for i in range(torch.len(g)):
                  torch.mul_(g[i], factor)
                return 0
              def zero(self: __torch__.Net,
                g: List[Tensor]) -> int:
                for i in range(torch.len(g)):
                  torch.zero_(g[i])
                return 0
            """;

    private final List<Trained> tensors;
    private final NDManager manager;
    private final Program program;

    public Gradients(List<Trained> tensors, NDManager manager) {
        this.tensors = List.copyOf(tensors);
        this.manager = manager.newSubManager();
        this.program = new Program(METHODS, manager.getDevice());
    }

    /** The gradients of tensors, to be closed; they are the engine's own, not copies. */
    static List<NDArray> of(List<Trained> tensors) {
        return tensors.stream().map(tensor -> tensor.values().getGradient()).toList();
    }

    private List<Trained> moving() {
        return tensors.stream().filter(tensor -> tensor.values().hasGradient()).toList();
    }

    /** Multiplies all of them: by 1/n after n batches, whose gradients have added up. */
    public void scale(double factor) {
        run("scale", IValue.from(factor));
    }

    /** Sets all of them to 0. */
    public void zero() {
        run("zero");
    }

    private void run(String method, IValue... more) {
        List<Trained> moving = moving();
        if (moving.isEmpty()) {
            return;
        }
        List<NDArray> gradients = of(moving);
        try {
            List<IValue> arguments = new ArrayList<>();
            arguments.add(Program.list(gradients));
            arguments.addAll(Arrays.asList(more));
            program.run(method, arguments.toArray(IValue[]::new));
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    /** The length of all of them as one vector; not a number or infinite if one of their values is. */
    public double norm() {
        double squares = 0;
        for (double norm : norms(moving())) {
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    /** The first tensor whose gradient has a value that is infinite or not a number. */
    public Optional<String> firstNotFinite() {
        List<Trained> moving = moving();
        double[] norms = norms(moving);
        for (int i = 0; i < norms.length; i++) {
            if (!Double.isFinite(norms[i])) {
                return Optional.of(moving.get(i).name());
            }
        }
        return Optional.empty();
    }

    private double[] norms(List<Trained> moving) {
        if (moving.isEmpty()) {
            return new double[0];
        }
        List<NDArray> gradients = of(moving);
        try (NDArray norms = program.compute((PtNDManager) manager, "norms", Program.list(gradients))) {
            return Arrays.stream(norms.toArray())
                    .mapToDouble(Number::doubleValue)
                    .toArray();
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    /**
     * Shortens all of them together, so that their norm is at most the limit.
     *
     * @param limit above 0
     * @return the norm before; if it is not finite nothing has changed, and no step should be taken
     */
    public double clip(double limit) {
        Settings.above("limit", limit, 0);
        double norm = norm();
        if (norm > limit && Double.isFinite(norm)) {
            scale(limit / norm);
        }
        return norm;
    }

    @Override
    public void close() {
        manager.close();
        program.close();
    }
}
