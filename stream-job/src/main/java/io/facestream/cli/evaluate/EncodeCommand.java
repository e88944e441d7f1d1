package io.facestream.cli.evaluate;

import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.PictureVectors.Reading;
import io.facestream.evaluate.pictures.PictureList;
import io.facestream.evaluate.pictures.VectorFile;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

/** Turns pictures into vectors in a file that NumPy reads. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the vectors of pictures' faces to a file that NumPy reads.",
        description = {
            "",
            "FILE.npy has a row a picture: the unit vector of the face that the picture is about, float32, N x 512 with the default "
                    + "model. FILE.json beside it has the pictures' names in the order of the rows, the pictures without a row and "
                    + "why, the model with its SHA-256, and how the vectors were made. Vectors of two models must never be compared.",
            "",
            "A vector is biometric data, as good as a picture for finding somebody: only the file's owner can read it.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream encode photos/ --out photos.npy",
            "  ./facestream encode list.txt --out faces.npy --tta",
            "  ./facestream encode crops/ --out crops.npy --aligned",
            "  python3 -c 'import numpy; x = numpy.load(\"photos.npy\"); print(x @ x.T)'",
            "",
            "Exit codes: 0 done, 1 failed or some pictures without a face (the others are written), 2 wrong usage.",
        })
public final class EncodeCommand implements Callable<Integer> {
    private static final int LISTED = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PICTURE|FOLDER|LIST",
            description =
                    "A picture, a folder of pictures with all below it, or a .txt file with a path a line, from its own folder.")
    private Path input = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE.npy", description = "The file to write or to replace.")
    private Path out = Path.of("");

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Option(
            names = "--tta",
            description = "Add the vector of each face's mirror image to its own: a little better, at twice the cost.")
    private boolean tta;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!VectorFile.isName(out)) {
            throw new ParameterException(spec.commandLine(), "--out: " + out + " (expected: a name that ends in .npy)");
        }
        List<PictureSource> pictures = PictureList.pictures(input);
        if (pictures.isEmpty()) {
            throw new IOException(
                    input + ": no picture (expected: .jpg, .jpeg, .png or .webp files, or a list of them)");
        }
        ModelPack pack = models.pack();
        long begin = System.nanoTime();
        PictureVectors read = read(pictures, pack);
        double seconds = (System.nanoTime() - begin) / 1e9;
        VectorFile file = file(read, pack.embedding().card());
        print(file, read, seconds);
        if (file.vectors().isEmpty()) {
            throw new IOException(input + ": no vector of " + read.all().size()
                    + " pictures (expected: at least one face); nothing was written");
        }
        file.write(out);
        return file.refused().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private PictureVectors read(List<PictureSource> pictures, ModelPack pack) throws InterruptedException {
        Reading reading =
                Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL).withFlip(tta);
        ProgressLine line = new ProgressLine("encoding");
        try {
            return PictureVectors.read(
                    pictures,
                    pack,
                    models.device(),
                    reading,
                    done -> line.show((double) done / pictures.size(), done + " of " + pictures.size() + " pictures"));
        } finally {
            line.done();
        }
    }

    private VectorFile file(PictureVectors read, ModelCard card) {
        List<String> names = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        List<VectorFile.Refused> refused = new ArrayList<>();
        for (PictureVector picture : read.all()) {
            PictureVector.@Nullable Refusal refusal = picture.refusal();
            if (refusal == null) {
                Embedding vector = Objects.requireNonNull(picture.vector());
                names.add(picture.name());
                vectors.add(vector.unit());
            } else {
                refused.add(new VectorFile.Refused(picture.name(), refusal.text(), picture.detail()));
            }
        }
        int dimension = vectors.isEmpty() ? card.dimension() : vectors.get(0).length;
        VectorFile.Made made = new VectorFile.Made(card.id(), card.sha256(), dimension, aligned, tta);
        return new VectorFile(made, names, vectors, refused);
    }

    private void print(VectorFile file, PictureVectors read, double seconds) {
        PrintWriter terminal = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        file.refused().stream()
                .limit(LISTED)
                .forEach(one -> err.println("facestream: " + one.reason() + ": " + one.detail()));
        if (file.refused().size() > LISTED) {
            err.println(
                    "facestream: and " + (file.refused().size() - LISTED) + " more, all in " + VectorFile.sidecar(out));
        }
        err.flush();
        read.refusals().forEach((reason, count) -> terminal.println(count + " without a vector: " + reason.text()));
        terminal.printf(
                Locale.ROOT,
                "%s: %d vectors of %d by %s in %.1f s, %.0f a second%n",
                out,
                file.vectors().size(),
                file.made().dimension(),
                file.made().modelId(),
                seconds,
                read.all().size() / seconds);
        terminal.flush();
    }
}
