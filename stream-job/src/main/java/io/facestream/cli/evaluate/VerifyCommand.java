package io.facestream.cli.evaluate;

import io.facestream.evaluate.pictures.ComparisonJson;
import io.facestream.evaluate.pictures.FaceComparison;
import io.facestream.evaluate.pictures.FaceDoubts;
import io.facestream.evaluate.pictures.FaceFinder;
import io.facestream.evaluate.pictures.PairThreshold;
import io.facestream.evaluate.pictures.PictureFaces;
import io.facestream.evaluate.pictures.SidesPicture;
import io.facestream.vision.Face;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether two pictures show the same person. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Say whether two pictures show the same person.",
        description = {
            "",
            "Compares the faces that the pictures are about: the largest one near the middle of each. The answer is the cosine "
                    + "of their vectors against a threshold from the model's card. A picture may be hardly more than a face.",
            "",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the same person (with --all: some face of A is some face of B)",
            "1:failed: a picture cannot be read, or shows no face",
            "2:wrong usage",
            "3:different people"
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream verify passport.jpg desk.jpg",
            "  ./facestream verify passport.jpg group.jpg --all --out sides.png",
            "  ./facestream verify a.jpg b.jpg --fmr 0.0001 --json answer.json && echo open",
        })
public final class VerifyCommand implements Callable<Integer> {
    /** Not 1: whoever asks must tell strangers from a picture that could not be read. */
    static final int DIFFERENT = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "A picture: JPEG, PNG or WebP.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another picture.")
    private Path second = Path.of("");

    @Option(
            names = "--fmr",
            paramLabel = "P",
            defaultValue = "0.001",
            description =
                    "Share of pairs of strangers that may pass as one person; sets the threshold. Default: ${DEFAULT-VALUE}.")
    private double fmr;

    @Option(
            names = "--threshold",
            paramLabel = "COSINE",
            description =
                    "Score from which two faces are one person, instead of --fmr; a model without a table needs it.")
    private @Nullable Double threshold;

    @Option(names = "--all", description = "Compare every face of A with every face of B; the most alike two decide.")
    private boolean all;

    @Option(names = "--out", paramLabel = "FILE.png", description = "Also draw the two faces side by side.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the answer, faces and all scores as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    @Override
    public Integer call() throws IOException {
        if (out != null && !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new ParameterException(spec.commandLine(), "--out: " + out + " (expected: a name that ends in .png)");
        }
        ModelPack pack = models.pack();
        ModelCard card = pack.embedding().card();
        PairThreshold limit = limit(card);
        try (FaceFinder finder = FaceFinder.open(pack, models.device())) {
            FaceComparison comparison =
                    new FaceComparison(PictureFaces.read(first, finder), PictureFaces.read(second, finder), limit, all);
            print(comparison, card);
            if (out != null) {
                Files.write(out, SidesPicture.png(comparison));
            }
            if (json != null) {
                Files.writeString(json, ComparisonJson.of(comparison, card));
            }
            return comparison.same() ? ExitCode.OK : DIFFERENT;
        }
    }

    private PairThreshold limit(ModelCard card) {
        try {
            if (threshold != null) {
                return PairThreshold.given(threshold);
            }
            if (card.thresholds().isEmpty()) {
                throw new IllegalArgumentException("threshold: none in the card of " + card.id()
                        + " (expected: --threshold COSINE, or a card with a table)");
            }
            return PairThreshold.ofCard(card, fmr);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(FaceComparison comparison, ModelCard card) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(comparison.verdict() + " (" + comparison.threshold().origin() + ")");
        boolean several =
                comparison.a().faces().size() > 1 || comparison.b().faces().size() > 1;
        if (several || all) {
            faces(terminal, "A", comparison.a(), comparison.chosenA());
            faces(terminal, "B", comparison.b(), comparison.chosenB());
        }
        if (all) {
            scores(terminal, comparison);
        } else if (several) {
            terminal.println("compared: the faces with a *; --all compares every face with every other");
        }
        doubt(terminal, comparison.a(), comparison.chosenA(), card);
        doubt(terminal, comparison.b(), comparison.chosenB(), card);
        terminal.flush();
    }

    private static void faces(PrintWriter terminal, String label, PictureFaces picture, int chosen) {
        terminal.printf(
                Locale.ROOT,
                "%s  %s, %d faces%n",
                label,
                picture.name(),
                picture.faces().size());
        for (int i = 0; i < picture.faces().size(); i++) {
            Face face = picture.faces().get(i);
            terminal.printf(
                    Locale.ROOT,
                    "  %s%-4s at %4.0f,%-4.0f  %4.0f x %-4.0f quality %.2f%n",
                    i == chosen ? "*" : " ",
                    label + (i + 1),
                    face.box().x(),
                    face.box().y(),
                    face.box().width(),
                    face.box().height(),
                    face.quality().overall());
        }
    }

    private static void scores(PrintWriter terminal, FaceComparison comparison) {
        terminal.print("        ");
        for (int j = 0; j < comparison.b().faces().size(); j++) {
            terminal.printf("%7s", "B" + (j + 1));
        }
        terminal.println();
        for (int i = 0; i < comparison.a().faces().size(); i++) {
            terminal.printf("   %-5s", "A" + (i + 1));
            for (int j = 0; j < comparison.b().faces().size(); j++) {
                terminal.printf(Locale.ROOT, "%7.3f", comparison.score(i, j));
            }
            terminal.println();
        }
    }

    private static void doubt(PrintWriter terminal, PictureFaces picture, int chosen, ModelCard card) {
        FaceDoubts.of(picture.faces().get(chosen), picture.vectors().get(chosen), card)
                .ifPresent(doubt -> terminal.println(
                        "doubtful: the face of " + picture.name() + " is " + doubt + "; recognition would not use it"));
    }
}
