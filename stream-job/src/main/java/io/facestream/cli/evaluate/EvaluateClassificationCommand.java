package io.facestream.cli.evaluate;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.PictureVectors.Reading;
import io.facestream.evaluate.classify.ClassFolder;
import io.facestream.evaluate.classify.ClassificationFiles;
import io.facestream.evaluate.classify.ClassificationResult;
import io.facestream.evaluate.classify.ClassificationText;
import io.facestream.evaluate.classify.ClassificationTrial;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.evaluate.classify.ClosedSet;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on pictures of known people, of whom each is one. */
@Command(
        name = "classification",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how often a model takes one known person for another.",
        description = {
            "",
            "Closed set: each picture is given the nearest of the known classes, by the cosine. Without --test each picture is asked about as if it alone were not enrolled, and classes of one picture only stand beside. Tells accuracy, who is taken for whom, and what thresholds would let pass that are chosen in three ways: the best, by the rate of false accepts, and 0.8 of the mean score of the own class and 0.2 of that of others.",
            "",
            "Strangers are no matter here: see \"evaluate identification\".",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream evaluate classification --images people/",
            "  ./facestream evaluate classification --images train/ --test test/ --confusion matrix.csv",
            "",
            "Exit codes: 0 measured, 1 failed or pictures cannot be read, 2 wrong usage.",
        })
final class EvaluateClassificationCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Pictures as DIR/CLASS/*.jpg, .jpeg, .png, .webp, .bmp, .pgm or .ppm.")
    private Path images = Path.of("");

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description = "Other pictures of the same classes, to be asked about.")
    private @Nullable Path test;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 faces.")
    private boolean aligned;

    @Option(names = "--tta", description = "Vectors of the face and its mirror image together, at twice the cost.")
    private boolean tta;

    @Option(
            names = "--by",
            defaultValue = "centroid",
            paramLabel = "centroid|nearest",
            description =
                    "What stands for a class: the mean of its vectors, or each of them. Default: ${DEFAULT-VALUE}.")
    private ClosedSet.By by = ClosedSet.By.CENTROID;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--confusion", paramLabel = "FILE.csv", description = "Also write the confusion matrix as a table.")
    private @Nullable Path confusion;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClassFolder enrolled = ClassFolder.list(images);
        ClassFolder asked = test == null ? null : ClassFolder.list(test);
        ModelPack pack = model.pack();
        ClassificationTrial trial = new ClassificationTrial(enrolled, read(enrolled, pack), by);
        ProgressLine line = new ProgressLine("comparing");
        ClassificationResult result;
        try {
            result = asked == null
                    ? trial.leaveOneOut(progress(line, enrolled))
                    : trial.ask(asked, read(asked, pack), progress(line, asked));
        } finally {
            line.done();
        }
        PrintWriter out = spec.commandLine().getOut();
        ClassificationText.of(result).forEach(out::println);
        out.flush();
        if (json != null) {
            ClassificationFiles.writeJson(result, tta, json);
        }
        if (confusion != null) {
            ClassificationFiles.writeMatrix(result.outcome().matrix(), confusion);
        }
        return result.hasFaults() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private PictureVectors read(ClassFolder folder, ModelPack pack) throws InterruptedException {
        ProgressLine line = new ProgressLine("reading faces");
        try {
            return PictureVectors.read(
                    folder.pictures(),
                    pack,
                    model.device(),
                    Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL)
                            .withFlip(tta),
                    progress(line, folder));
        } finally {
            line.done();
        }
    }

    private static IntConsumer progress(ProgressLine line, ClassFolder folder) {
        int all = folder.pictures().size();
        return done -> line.show((double) done / all, done + " of " + all + " pictures");
    }
}
