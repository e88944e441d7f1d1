package io.facestream.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A rule as the methods of a program. {@code one} moves a tensor {@code w} with gradient {@code g} and memory {@code s} by the constants
 * {@code h}: the learning rate, the decay, and the rule's own; {@code all} does so for many tensors, {@code some} for some rows of one.
 */
enum RuleProgram {
    SGD(List.of("momentum"), """
                torch.add_(g, w, alpha=h[1])
                torch.add_(torch.mul_(s[0], h[2]), g)
                if torch.ne(h[3], 0.):
                  torch.add_(w, torch.add_(g, s[0], alpha=h[2]), alpha=torch.neg(h[0]))
                else:
                  torch.add_(w, s[0], alpha=torch.neg(h[0]))
            """),
    ADAMW(List.of("mean", "square", RuleProgram.STEPS), """
                torch.mul_(w, torch.sub(1., torch.mul(h[0], h[1])))
                torch.add_(torch.mul_(s[0], h[2]), g, alpha=torch.sub(1., h[2]))
                torch.addcmul_(torch.mul_(s[1], h[3]), g, g, value=torch.sub(1., h[3]))
                n = torch.add_(s[2], 1)
                f = torch.type_as(torch.rsub(torch.pow(h[2], n), 1), w)
                e = torch.type_as(torch.sqrt(torch.rsub(torch.pow(h[3], n), 1)), w)
                d = torch.mul_(torch.add_(torch.div_(torch.sqrt(s[1]), e), h[4]), f)
                torch.addcdiv_(w, s[0], d, value=torch.neg(h[0]))
            """);

    /** How many steps were taken, of a tensor or of each of its rows, in 64 bits: the bias corrections need them. */
    private static final String STEPS = "steps";

    private static final String AROUND = """
              def all(self: __torch__.Net,
                w: List[Tensor],
                g: List[Tensor],
                s: List[Tensor],
                h: List[float]) -> int:
                k = torch.floordiv(torch.len(s), torch.len(w))
                for i in range(torch.len(w)):
                  m = torch.slice(s, torch.mul(i, k), torch.mul(torch.add(i, 1), k), 1)
                  (self).one(w[i], g[i], m, h)
                  torch.zero_(g[i])
                return k
              def some(self: __torch__.Net,
                w: Tensor,
                g: Tensor,
                s: List[Tensor],
                rows: Tensor,
                h: List[float]) -> int:
                x = torch.index_select(w, 0, rows)
                m = annotate(List[Tensor], [])
                for i in range(torch.len(s)):
                  torch.append(m, torch.index_select(s[i], 0, rows))
                (self).one(x, torch.index_select(g, 0, rows), m, h)
                torch.index_copy_(w, 0, rows, x)
                for i in range(torch.len(s)):
                  torch.index_copy_(s[i], 0, rows, m[i])
                torch.zero_(g)
                return 0
              def one(self: __torch__.Net,
                w: Tensor,
                g: Tensor,
                s: List[Tensor],
                h: List[float]) -> int:
            """;

    private final List<String> memories;
    private final String one;

    RuleProgram(List<String> memories, String one) {
        this.memories = memories;
        this.one = one;
    }

    static RuleProgram of(OptimiserSpec.Rule rule) {
        return rule instanceof OptimiserSpec.Sgd ? SGD : ADAMW;
    }

    String methods() {
        return AROUND + one + "    return 0\n";
    }

    /** What is remembered of each tensor. */
    List<String> memories() {
        return memories;
    }

    /** The beginning of a memory of a tensor. */
    NDArray begin(String memory, Trained tensor, NDManager manager) {
        Shape shape = tensor.values().getShape();
        if (!memory.equals(STEPS)) {
            return manager.zeros(shape, tensor.values().getDataType());
        }
        long[] dimensions = new long[(int) shape.dimension()];
        java.util.Arrays.fill(dimensions, 1);
        dimensions[0] = shape.get(0);
        return manager.zeros(new Shape(dimensions), DataType.FLOAT64);
    }

    static double[] constants(OptimiserSpec.Rule rule, double rate, double decay) {
        if (rule instanceof OptimiserSpec.AdamW adam) {
            return new double[] {rate, decay, adam.beta1(), adam.beta2(), adam.epsilon()};
        }
        OptimiserSpec.Sgd sgd = (OptimiserSpec.Sgd) rule;
        return new double[] {rate, decay, sgd.momentum(), sgd.nesterov() ? 1 : 0};
    }
}
