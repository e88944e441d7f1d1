package io.facestream.training.net;

import io.facestream.training.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A network as a TorchScript program that takes the pictures and all tensors and gives the embeddings. The engine runs it as one call, with
 * its own PReLU, and frees what the backward pass does not need as it goes; the same network as a tree of DJL blocks crosses into native
 * code for every layer, keeps every value until the step ends, and has to make do without PReLU.
 */
final class Script {
    /** Arrays of this name go to the program as one list. */
    static final String TENSORS = "tensors[]";

    /** The running statistics move by a tenth with each batch, as PyTorch's default. */
    static final double MOMENTUM = 0.1;

    private final StringBuilder body = new StringBuilder();
    private final Predicate<String> trains;
    private final boolean measures;
    private final List<String> moments = new ArrayList<>();
    private int values;
    private int tensors;

    private Script(Predicate<String> trains, boolean measures) {
        this.trains = trains;
        this.measures = measures;
    }

    /**
     * The program's archive.
     *
     * @param trains of a layer's path, whether it behaves as in training: normalises by the batch, drops values
     */
    static byte[] archive(Layer layer, Predicate<String> trains) {
        return Program.archive(source(layer, trains));
    }

    /**
     * The archive of a program that gives, instead of embeddings, the moments of what goes into each normalisation in use: one after the
     * other the means of its channels and the variances of its channels.
     */
    static byte[] measuringArchive(Layer layer) {
        return Program.archive(source(layer, path -> false, true));
    }

    static String source(Layer layer, Predicate<String> trains) {
        return source(layer, trains, false);
    }

    private static String source(Layer layer, Predicate<String> trains, boolean measures) {
        Script script = new Script(trains, measures);
        // Channels last: convolutions run 1.5 times faster when nothing has to be reordered between them.
        String in = script.assign("torch.contiguous(x, memory_format=2)");
        String out = script.write(layer, "", in);
        return Program.CLASS
                + "  def forward(self: __torch__.Net,\n    x: Tensor,\n    t: List[Tensor]) -> Tensor:\n"
                + script.body
                + "    return " + (measures ? "torch.cat([" + String.join(", ", script.moments) + "], 0)" : out) + "\n";
    }

    /** Whatever stands behind the channels is one row of each. */
    private void measure(String x) {
        String rows = assign("torch.flatten(torch.transpose(" + x + ", 0, 1), 1, -1)");
        moments.add(assign("torch.mean(" + rows + ", [1])"));
        moments.add(assign("torch.var(" + rows + ", [1], False)"));
    }

    private String assign(String expression) {
        String name = "v" + values++;
        body.append("    ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    private String tensor() {
        return "t[" + tensors++ + "]";
    }

    private String write(Layer layer, String path, String x) {
        if (layer instanceof Layer.Conv conv) {
            return assign(String.format(
                    Locale.ROOT,
                    "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], %d)",
                    x,
                    tensor(),
                    conv.bias() ? tensor() : "None",
                    conv.stride(),
                    conv.stride(),
                    conv.padding(),
                    conv.padding(),
                    conv.groups()));
        }
        if (layer instanceof Layer.Linear linear) {
            return assign("torch.linear(" + x + ", " + tensor() + ", " + (linear.bias() ? tensor() : "None") + ")");
        }
        if (layer instanceof Layer.BatchNorm norm) {
            if (measures) {
                measure(x);
            }
            return assign(String.format(
                    Locale.ROOT,
                    "torch.batch_norm(%s, %s, %s, %s, %s, %s, %s, %s, True)",
                    x,
                    tensor(),
                    tensor(),
                    tensor(),
                    tensor(),
                    truth(path),
                    MOMENTUM,
                    norm.epsilon()));
        }
        if (layer instanceof Layer.PRelu) {
            return assign("torch.prelu(" + x + ", " + tensor() + ")");
        }
        if (layer instanceof Layer.Dropout dropout) {
            return assign("torch.dropout(" + x + ", " + dropout.probability() + ", " + truth(path) + ")");
        }
        return writeComposed(layer, path, x);
    }

    private String writeComposed(Layer layer, String path, String x) {
        if (layer instanceof Layer.Sequence sequence) {
            String y = x;
            for (Layer.Step step : sequence.steps()) {
                y = write(step.layer(), TensorSpec.join(path, step.name()), y);
            }
            return y;
        }
        List<Layer.Step> inside = TensorSpec.inside(layer);
        String[] results = new String[inside.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = write(
                    inside.get(i).layer(), TensorSpec.join(path, inside.get(i).name()), x);
        }
        if (layer instanceof Layer.Residual) {
            return assign("torch.add(" + results[0] + ", " + results[1] + ")");
        }
        if (layer instanceof Layer.Gate) {
            return assign("torch.mul(" + x + ", " + results[0] + ")");
        }
        if (layer instanceof Layer.Concat) {
            return assign("torch.cat([" + String.join(", ", Arrays.asList(results)) + "], 1)");
        }
        return assign(plain(layer, x));
    }

    /** Layers without tensors and without layers inside. */
    private static String plain(Layer layer, String x) {
        if (layer instanceof Layer.Activation activation) {
            return switch (activation) {
                case RELU -> "torch.relu(" + x + ")";
                case SWISH -> "torch.silu(" + x + ")";
                case SIGMOID -> "torch.sigmoid(" + x + ")";
                case RELU6 -> "torch.hardtanh(" + x + ", 0., 6.)";
            };
        }
        if (layer instanceof Layer.MaxPool pool) {
            return String.format(
                    Locale.ROOT,
                    "torch.max_pool2d(%s, [%d, %d], [%d, %d], [%d, %d], [1, 1], False)",
                    x,
                    pool.kernel(),
                    pool.kernel(),
                    pool.stride(),
                    pool.stride(),
                    pool.padding(),
                    pool.padding());
        }
        if (layer instanceof Layer.GlobalAveragePool) {
            return "torch.adaptive_avg_pool2d(" + x + ", [1, 1])";
        }
        if (layer instanceof Layer.Flatten) {
            return "torch.flatten(" + x + ", 1, -1)";
        }
        if (layer instanceof Layer.Slice slice) {
            return "torch.slice(" + x + ", 1, " + slice.from() + ", " + slice.to() + ", 1)";
        }
        if (layer instanceof Layer.Shuffle shuffle) {
            return "torch.channel_shuffle(" + x + ", " + shuffle.groups() + ")";
        }
        throw new IllegalArgumentException("layer: " + layer + " (expected: one that a script can say)");
    }

    private String truth(String path) {
        return trains.test(path) ? "True" : "False";
    }
}
