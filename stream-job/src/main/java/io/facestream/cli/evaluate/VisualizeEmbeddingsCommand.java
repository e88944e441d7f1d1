package io.facestream.cli.evaluate;

import io.facestream.evaluate.look.LabelledVectors;
import io.facestream.evaluate.look.NamedFigure;
import io.facestream.evaluate.look.VectorFigures;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.plot.layout.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws embeddings. */
@Command(
        name = "embeddings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draw embeddings: t-SNE, PCA, strips of all pairs by dot product, cosine and distance, ROC, DET.",
        description = {
            "",
            "Of pictures in folders, one folder a person; or of vectors that were computed before: a NumPy file with a row a"
                    + " vector, and a text file with the person of each row. Strips are drawn of the vectors as the model gave"
                    + " them, and normalised by column.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize embeddings --pictures people/ --out figures/",
            "  ./facestream visualize embeddings --npy vectors.npy --labels labels.txt --out figures/",
        })
final class VisualizeEmbeddingsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--pictures", paramLabel = "DIR", description = "Pictures as DIR/PERSON/*.")
    private @Nullable Path pictures;

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Option(names = "--npy", paramLabel = "FILE", description = "Vectors, a row each.")
    private @Nullable Path npy;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Their people, a line each; or the .json file that encode wrote. Default: the .json file beside --npy.")
    private @Nullable Path labels;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "1500",
            description = "Of more vectors than these, some are drawn, always the same. At most " + Neighbours.MOST
                    + ". Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where t-SNE begins. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Mixin
    private FigureFolder out = new FigureFolder();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((pictures == null) == (npy == null)) {
            throw new ParameterException(
                    spec.commandLine(), "embeddings: neither or both of --pictures and --npy (expected: one of them)");
        }
        if (most < 4 || most > Neighbours.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--most: " + most + " (expected: 4 to " + Neighbours.MOST + ")");
        }
        LabelledVectors labelled = npy != null ? ofNpy(npy) : ofPictures(java.util.Objects.requireNonNull(pictures));
        out.print(
                Map.of(
                        "vectors",
                        labelled.labels().length + " of " + labelled.names().size() + " people"),
                labelled.refused());
        VectorFigures figures = new VectorFigures(labelled);
        List<NamedFigure> all = new ArrayList<>();
        ProgressLine line = new ProgressLine("t-SNE");
        try {
            all.addAll(figures.maps(seed, share -> line.show(share, "")));
        } finally {
            line.done();
        }
        all.addAll(figures.strips());
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("vectors", labelled.labels().length);
        numbers.put("people", labelled.names().size());
        numbers.put("refused", labelled.refused());
        figures.verification().ifPresent(scores -> {
            out.print(scores.facts(), Map.of());
            all.addAll(scores.figures());
            numbers.putAll(scores.numbers());
        });
        out.write(all);
        out.writeJson(numbers);
        return ExitCode.OK;
    }

    private LabelledVectors ofPictures(Path folder) throws IOException, InterruptedException {
        ProgressLine line = new ProgressLine("reading");
        try {
            return LabelledVectors.ofPictures(
                    folder,
                    model.pack(),
                    model.device(),
                    aligned,
                    most,
                    (done, of) -> line.show((double) done / of, done + " of " + of + " pictures"));
        } finally {
            line.done();
        }
    }

    private LabelledVectors ofNpy(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.npy$", "") + ".json");
        Path people = labels != null ? labels : beside;
        if (!Files.isRegularFile(people)) {
            throw new ParameterException(
                    spec.commandLine(), "--labels: " + people + " is not there (expected: the person of each vector)");
        }
        return LabelledVectors.ofNpy(file, people, most);
    }
}
