package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.Fit;
import io.facestream.training.data.PictureSets;
import io.facestream.training.data.prepare.AnalyzerFaceFinder;
import io.facestream.training.data.prepare.Preparation;
import io.facestream.training.data.prepare.PrepareOptions;
import io.facestream.training.data.prepare.PrepareReport;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a set of pictures from another one. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a training set from pictures in another format.",
        description = {
            "",
            "Reads and writes folders PERSON/*.jpg, MXNet records (.rec with .idx), TFRecord files and tables (.csv with the columns "
                    + "Image and Label). Pictures that cannot be read are skipped and listed. Pictures that need no change keep "
                    + "their bytes.",
            "",
            "A run that was stopped goes on when the same command is given again.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream train prepare --from photos/ --to faces/ --align",
            "  ./facestream train prepare --from faces_emore/ --to faces.tfrecord --side 112 --min-pictures 5",
        })
final class PrepareCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "WHERE",
            description =
                    "The pictures: a folder, or a file .rec, .tfrecord, .csv or .txt (lines of path, tab and person).")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "WHERE",
            description = "Where to write: a folder, or a file .rec, .tfrecord or .csv. Must be new.")
    private Path to = Path.of("");

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Bring all pictures to this size. Default: as they are; with --align 112.")
    private int side;

    @Option(
            names = "--crop",
            description = "Cut the middle out of pictures that are not square. Default: stretch them.")
    private boolean crop;

    @Option(
            names = "--align",
            description =
                    "The pictures are photographs: find the largest face near the middle, and cut it out 112 x 112.")
    private boolean align;

    @Option(
            names = "--min-pictures",
            defaultValue = "1",
            paramLabel = "N",
            description = "Leave out people with fewer pictures. Default: ${DEFAULT-VALUE}.")
    private int minPictures;

    @Option(names = "--png", description = "Write pictures that change without loss. Default: JPEG of quality 95.")
    private boolean png;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that decode, search and code. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Override
    public Integer call() throws IOException {
        PrepareOptions options =
                new PrepareOptions(side, crop ? Fit.CENTRE_CROP : Fit.STRETCH, align, minPictures, png, threads);
        requireApart();
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine line = new ProgressLine("preparing");
        PrepareReport report;
        try (CodedPictures pictures = PictureSets.coded(from)) {
            if (Preparation.isBegun(to)) {
                out.println(to + ": going on where an earlier run was stopped");
                out.flush();
            }
            report = new Preparation(
                            pictures,
                            to,
                            options,
                            () -> AnalyzerFaceFinder.open(ModelStore.defaultPack()),
                            (done, total, refused) -> line.show(
                                    (double) done / total,
                                    done + " of " + total + " pictures"
                                            + (refused == 0 ? "" : ", " + refused + " refused")))
                    .run();
        } finally {
            line.done();
        }
        print(out, report);
        out.flush();
        return ExitCode.OK;
    }

    /** What is written into the source would be read as its part by a run that goes on. */
    private void requireApart() {
        if (to.toAbsolutePath()
                .normalize()
                .startsWith(Path.of(from).toAbsolutePath().normalize())) {
            throw new ParameterException(
                    spec.commandLine(), "--to: " + to + " (expected: a place outside of --from " + from + ")");
        }
    }

    private void print(PrintWriter out, PrepareReport report) throws IOException {
        out.printf("%s: %d pictures of %d people%n", to, report.written(), report.people());
        if (report.alreadyDone() > 0) {
            out.printf("  %d of the source's were done before%n", report.alreadyDone());
        }
        if (report.leftOutPeople() > 0) {
            out.printf(
                    "  left out: %d people with fewer than %d pictures, %d pictures%n",
                    report.leftOutPeople(), minPictures, report.leftOutPictures());
        }
        if (report.grey() > 0) {
            out.printf("  grey: %d pictures have no colours%n", report.grey());
        }
        several(out, report.onePicture().size() + " people have one picture only", report.onePicture());
        several(out, report.problems().size() + " parts of the source are damaged", report.problems());
        several(out, "refused: " + report.refused().size() + " pictures", report.refused());
        if (report.refused().size() > SHOWN) {
            Path list = to.resolveSibling(to.getFileName() + ".refused.txt");
            Files.write(list, report.refused());
            out.println("  all that were refused: " + list);
        }
    }

    /** A heading and the first of some lines; nothing if there are none. */
    static void several(PrintWriter out, String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.println("  " + heading);
        lines.stream().limit(SHOWN).forEach(each -> out.println("    " + each));
        if (lines.size() > SHOWN) {
            out.println("    and " + (lines.size() - SHOWN) + " more");
        }
    }
}
