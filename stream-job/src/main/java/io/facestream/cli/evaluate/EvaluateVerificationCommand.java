package io.facestream.cli.evaluate;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.PictureVectors.Reading;
import io.facestream.evaluate.ReportCard;
import io.facestream.evaluate.verify.Protocol;
import io.facestream.evaluate.verify.ScoreTable;
import io.facestream.evaluate.verify.TrialOptions;
import io.facestream.evaluate.verify.VerificationJson;
import io.facestream.evaluate.verify.VerificationMarkdown;
import io.facestream.evaluate.verify.VerificationResult;
import io.facestream.evaluate.verify.VerificationText;
import io.facestream.evaluate.verify.VerificationTrial;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.evaluate.similarity.Similarity;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a model on labelled pairs of pictures. */
@Command(
        name = "verification",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how often a model is wrong about \"the same person or not\".",
        description = {
            "",
            "Compares labelled pairs of pictures. The accuracy is the mean over folds, each at the threshold that is best on the other folds; pairs without folds are cut into ten parts in their order. Beside it: true accepts (TAR) at rates of false accepts (FAR) from 1e-1 to 1e-6, as far as the pairs can show them, AUC, EER, F1, and where 95 %% of repetitions with other people would lie.",
            "",
            "The face of a picture is the largest for its distance from the middle; with --aligned the picture is the face.",
            "",
        },
        footer = {
            "",
            "Pair files: LFW's pairs.txt; a table with a heading, such as file_x,file_y,Decision; lines PATH PATH 1 or 0; InsightFace's .bin (lfw, cfp_fp, agedb_30, calfw, cplfw, vgg2_fp).",
            "",
            "Examples:",
            "  ./facestream evaluate verification --pairs pairs.txt --images lfw/",
            "  ./facestream evaluate verification --bin agedb_30.bin --tta --json agedb.json",
            "  ./facestream evaluate verification --pairs pairs.csv --images photos/ --threshold default",
            "",
            "Exit codes: 0 measured, 1 failed or pictures are missing (see --allow-missing), 2 wrong usage.",
        })
final class EvaluateVerificationCommand implements Callable<Integer> {
    /** What a model's own threshold stands for: one false accept in a thousand pairs of strangers. */
    private static final double DEFAULT_FMR = 1e-3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Source source;

    /** Where the pairs come from. */
    static final class Source {
        @Option(names = "--pairs", required = true, paramLabel = "FILE", description = "Pairs of named pictures.")
        private @Nullable Path pairs;

        @Option(
                names = "--bin",
                required = true,
                paramLabel = "FILE",
                description = "Pairs and their aligned pictures in one file, as InsightFace has them.")
        private @Nullable Path bin;
    }

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder below which --pairs names the pictures. Default: the folder of the pairs.")
    private @Nullable Path images;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 faces (as those of --bin are).")
    private boolean aligned;

    @Option(names = "--tta", description = "Vectors of the face and its mirror image together, at twice the cost.")
    private boolean tta;

    @Option(
            names = "--sim",
            defaultValue = "cos",
            paramLabel = "NAME",
            description =
                    "cos, diff, ssim, corr, fft_corr, direct_corr, dot or euclidean, all turned so that higher is nearer. Default: ${DEFAULT-VALUE}.")
    private String sim = "cos";

    @Option(
            names = "--threshold",
            paramLabel = "T|default",
            description =
                    "Answer all pairs at this score, or at the model card's for one shot and 1 false accept in 1,000 pairs, instead of choosing by folds.")
    private @Nullable String threshold;

    @Option(
            names = "--refused-as",
            defaultValue = "left-out",
            paramLabel = "left-out|different",
            description =
                    "Pairs without a face: in no rate but counted as failures to acquire (FTA), or answered \"different\". Default: ${DEFAULT-VALUE}.")
    private String refusedAs = "left-out";

    @Option(names = "--allow-missing", description = "Missing and unreadable pictures are no failure.")
    private boolean allowMissing;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "Also write each pair's score: score,same,fold,threshold,first,second.")
    private @Nullable Path scores;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the figures into a Markdown page; only its part named by --part is replaced.")
    private @Nullable Path report;

    @Option(
            names = "--part",
            defaultValue = "verification",
            paramLabel = "NAME",
            description =
                    "Part of the page, between <!-- begin NAME --> and <!-- end NAME -->. Default: ${DEFAULT-VALUE}.")
    private String part = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialOptions options = options();
        ReportCard card = report == null ? null : card(report);
        if (card != null) {
            card.check();
        }
        Protocol protocol = protocol();
        ModelPack pack = model.pack();
        TrialOptions whole = withThreshold(options, pack.embedding().card());
        PictureVectors vectors = read(protocol, pack);
        VerificationResult result = VerificationTrial.run(protocol, vectors, whole);
        PrintWriter out = spec.commandLine().getOut();
        VerificationText.of(result).forEach(out::println);
        out.flush();
        write(result, card);
        return result.faults().isEmpty() || allowMissing ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private TrialOptions options() {
        try {
            TrialOptions options = TrialOptions.defaults().withSimilarity(Similarity.parse(sim));
            return switch (refusedAs) {
                case "left-out" -> options;
                case "different" -> options.withRefused(TrialOptions.Refused.DIFFERENT);
                default ->
                    throw new IllegalArgumentException(
                            "--refused-as: " + refusedAs + " (expected: left-out or different)");
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TrialOptions withThreshold(TrialOptions options, ModelCard card) {
        if (threshold == null) {
            return options;
        }
        if (threshold.equals("default")) {
            if (options.similarity() != Similarity.COS) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--threshold: default with --sim " + sim
                                + " (expected: --sim cos, which a model's card speaks of)");
            }
            return options.withThreshold(
                    MatchThresholds.of(card).at(DEFAULT_FMR, 1, 1).value(),
                    "card of " + card.id() + ", one shot, 1 false accept in 1,000 pairs");
        }
        try {
            double value = Double.parseDouble(threshold);
            if (Double.isFinite(value)) {
                return options.withThreshold(value, "as given");
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ParameterException(
                spec.commandLine(), "--threshold: " + threshold + " (expected: a score, or default)");
    }

    private Protocol protocol() throws IOException {
        if (source.bin != null) {
            if (images != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--images: " + images + " (expected: not with --bin, which holds its pictures)");
            }
            return Protocol.ofPickle(source.bin);
        }
        Path pairs = Objects.requireNonNull(source.pairs);
        Path folder = images;
        if (folder == null) {
            folder = Objects.requireNonNull(pairs.toAbsolutePath().getParent());
        } else if (!Files.isDirectory(folder)) {
            throw new IOException("--images: " + folder + " (expected: a folder of pictures)");
        }
        return Protocol.ofList(pairs, folder);
    }

    private boolean isAligned() {
        return aligned || source.bin != null;
    }

    private PictureVectors read(Protocol protocol, ModelPack pack) throws InterruptedException {
        Reading reading = Reading.of(isAligned() ? FaceChoice.ALIGNED : FaceChoice.CENTRAL)
                .withFlip(tta);
        int all = protocol.pictures().size();
        ProgressLine line = new ProgressLine("reading faces");
        try {
            return PictureVectors.read(
                    protocol.pictures(),
                    pack,
                    model.device(),
                    reading,
                    done -> line.show((double) done / all, done + " of " + all + " pictures"));
        } finally {
            line.done();
        }
    }

    private ReportCard card(Path page) {
        try {
            return new ReportCard(page, part);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void write(VerificationResult result, @Nullable ReportCard card) throws IOException {
        if (json != null) {
            VerificationJson.write(result, tta, json);
        }
        if (scores != null) {
            ScoreTable.write(result.pairs(), scores);
        }
        if (card != null) {
            card.write(VerificationMarkdown.of(result, repeat(), reading()));
        }
    }

    private String reading() {
        return (isAligned() ? "ready aligned faces" : "faces found and aligned by this program")
                + (tta ? ", with their mirror images" : "");
    }

    /** The command without the places of this machine. */
    private String repeat() {
        String pairs = source.bin != null ? "--bin " + name(source.bin) : "--pairs " + name(source.pairs);
        return String.format(
                Locale.ROOT,
                "./facestream evaluate verification %s%s%s%s%s%s%s --report %s%s",
                pairs,
                images == null ? "" : " --images " + name(images) + "/",
                model.shown(),
                aligned ? " --aligned" : "",
                tta ? " --tta" : "",
                sim.equals("cos") ? "" : " --sim " + sim,
                threshold == null ? "" : " --threshold " + threshold,
                name(report),
                part.equals("verification") ? "" : " --part " + part);
    }

    private static String name(@Nullable Path path) {
        return path == null ? "" : String.valueOf(path.getFileName());
    }
}
