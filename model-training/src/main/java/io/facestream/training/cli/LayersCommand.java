package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Cost;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train layers}: the networks there are, and what one is made of. */
@Command(
        name = "layers",
        mixinStandardHelpOptions = true,
        header = "List the backbones, or the tensors of one, by the paths that learn and rates take.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./facestream train layers", "  ./facestream train layers mobilefacenet --dimension 128"})
final class LayersCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "a backbone")
    private @Nullable String name;

    @Option(
            names = "--dimension",
            defaultValue = "512",
            description = "length of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimension;

    @Override
    public void run() {
        if (dimension < 1) {
            throw new TrainingException("--dimension: " + dimension + " (expected: 1 or more)");
        }
        if (name == null) {
            for (Backbone backbone : Backbone.values()) {
                Cost cost = Cost.of(backbone.layer(dimension), Backbone.SIDE);
                ProgressLine.println(String.format(
                        Locale.ROOT,
                        "%-22s %,12d values trained  %,8d million multiply-adds",
                        backbone,
                        cost.parameters(),
                        Math.round(cost.multiplyAdds() / 1e6)));
            }
        } else {
            Layer layer = Backbone.named(name).layer(dimension);
            for (TensorSpec spec : TensorSpec.of(layer)) {
                ProgressLine.println(String.format(
                        Locale.ROOT,
                        "%-50s %-18s %s",
                        spec.name(),
                        spec.shape(),
                        spec.role().isTrained() ? "" : "not trained"));
            }
        }
    }
}
