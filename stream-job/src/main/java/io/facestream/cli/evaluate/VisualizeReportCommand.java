package io.facestream.cli.evaluate;

import io.facestream.evaluate.look.LabelledVectors;
import io.facestream.evaluate.look.ModelReport;
import io.facestream.evaluate.look.PairTrial;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.plot.layout.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the report on a model. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write one HTML page on a model: its card, its figures on your data, how many pairs each rests on.",
        description = {
            "",
            "The page is one file that opens offline, with light and dark colours. What it measures is what it is given:"
                    + " labelled pairs, pictures of people, a facebank. It holds names of people, and neither pictures nor"
                    + " vectors.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream visualize report --pictures people/ --facebank people/ --out report.html",
            "  ./facestream visualize report --pairs pairs.txt --images people/ --out report.html",
        })
final class VisualizeReportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Option(names = "--facebank", paramLabel = "DIR|FILE", description = "A facebank: who looks like whom.")
    private @Nullable Path facebank;

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description = "The key that the facebank is encrypted with. Default: the environment variable"
                    + " FACESTREAM_FACEBANK_KEY.")
    private @Nullable Path key;

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            description = "Pictures as DIR/PERSON/*: each is compared with each other one.")
    private @Nullable Path pictures;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "Labelled pairs: LFW's pairs.txt, or lines PATH,PATH,LABEL.")
    private @Nullable Path pairs;

    @Option(names = "--images", paramLabel = "DIR", description = "Where the pictures of the pairs lie.")
    private @Nullable Path images;

    @Option(names = "--aligned", description = "All pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "1500",
            description = "Of more pictures than these, some are taken, always the same. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The page to write, or to replace; its name ends in .html.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        ModelPack pack = model.pack();
        ModelReport report = new ModelReport(pack.embedding());
        if (pairs != null && images != null) {
            report.pairs(String.valueOf(pairs.getFileName()), trial(pairs, images, pack));
        }
        if (pictures != null) {
            addPictures(report, pictures, pack);
        }
        if (facebank != null) {
            addFacebank(report, facebank, pack);
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(out, report.html());
        spec.commandLine().getOut().println(out + ": " + Files.size(out) / 1000 + " kB, opens offline");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private void check() {
        if ((pairs == null) != (images == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs and --images: one without the other (expected: both or neither)");
        }
        if (!out.toString().endsWith(".html")) {
            throw new ParameterException(
                    spec.commandLine(), "--out: " + out + " (expected: a name that ends in .html)");
        }
        if (most < 4 || most > Neighbours.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--most: " + most + " (expected: 4 to " + Neighbours.MOST + ")");
        }
    }

    private PairTrial trial(Path protocol, Path folder, ModelPack pack) throws IOException, InterruptedException {
        ProgressLine line = new ProgressLine("pairs");
        try {
            return PairTrial.of(protocol, folder, pack, model.device(), aligned, (done, of) -> show(line, done, of));
        } finally {
            line.done();
        }
    }

    private void addPictures(ModelReport report, Path folder, ModelPack pack) throws IOException, InterruptedException {
        ProgressLine line = new ProgressLine("pictures");
        LabelledVectors labelled;
        try {
            labelled = LabelledVectors.ofPictures(
                    folder, pack, model.device(), aligned, most, (done, of) -> show(line, done, of));
        } finally {
            line.done();
        }
        ProgressLine map = new ProgressLine("t-SNE");
        try {
            report.pictures(String.valueOf(folder.getFileName()), labelled, share -> map.show(share, ""));
        } finally {
            map.done();
        }
    }

    private static void show(ProgressLine line, int done, int of) {
        line.show((double) done / of, done + " of " + of + " pictures");
    }

    private void addFacebank(ModelReport report, Path place, ModelPack pack) {
        Facebank bank = FacebankSource.open(place, key, () -> pack, model.device(), aligned);
        String sha256 = pack.embedding().card().sha256();
        if (!bank.modelId().equals(sha256)) {
            throw new FacebankException("model of facebank " + place + ": " + bank.modelName() + " with SHA-256 "
                    + bank.modelId() + " (expected: the report's model with " + sha256 + ")");
        }
        report.facebank(bank, VisualizeFacebankCommand.compare(bank));
    }
}
