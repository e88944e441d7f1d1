package io.facestream.training.cli;

import io.facestream.terminal.ProgressLine;
import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.PairFile;
import io.facestream.training.data.PictureSets;
import io.facestream.training.data.prepare.ContactSheet;
import io.facestream.training.data.prepare.Inspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a set of pictures holds. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what a training set, or a file of pairs, holds.",
        description = {
            "",
            "Formats are those of prepare, and InsightFace's .bin files of pairs. Of a large set some pictures are read, spread "
                    + "evenly; --all reads each.",
            "",
        })
final class InspectCommand implements Callable<Integer> {
    private static final int SIZES_SHOWN = 5;
    private static final int BAR = 40;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "WHERE", description = "A folder or file.")
    private String where = "";

    @Option(
            names = "--read",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Read so many pictures. Default: ${DEFAULT-VALUE}.")
    private int read;

    @Option(names = "--all", description = "Read all pictures.")
    private boolean all;

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "Write a PNG with pictures of some people, a row a person.")
    private @Nullable Path sheet;

    @Override
    public Integer call() throws IOException {
        if (read < 1) {
            throw new ParameterException(spec.commandLine(), "--read: " + read + " (expected: at least 1)");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (where.toLowerCase(Locale.ROOT).endsWith(".bin")) {
            PairFile pairs = PairFile.open(Path.of(where));
            try (CodedPictures pictures = pairs.coded()) {
                look(out, pictures, pairs);
            }
        } else {
            try (CodedPictures pictures = PictureSets.coded(where)) {
                look(out, pictures, null);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private void look(PrintWriter out, CodedPictures pictures, @Nullable PairFile pairs) throws IOException {
        int most = all ? pictures.size() : Math.min(read, pictures.size());
        ProgressLine line = new ProgressLine("reading");
        Inspection found;
        try {
            found = Inspection.of(
                    pictures, most, done -> line.show((double) done / most, done + " of " + most + " pictures"));
        } finally {
            line.done();
        }
        out.println(where + ": " + found.kind());
        out.println("  pictures      " + found.pictures());
        if (pairs == null) {
            people(out, found);
        } else {
            long same = IntStream.range(0, pairs.pairs()).filter(pairs::same).count();
            out.printf("  pairs         %d: %d same, %d different%n", pairs.pairs(), same, pairs.pairs() - same);
        }
        content(out, found);
        if (sheet != null) {
            Files.write(sheet, ContactSheet.png(pictures));
            out.println("  sheet         " + sheet);
        }
    }

    private static void people(PrintWriter out, Inspection found) {
        int[] counts = found.picturesAPerson();
        out.println("  people        " + found.people());
        out.printf(
                "  a person has  %d to %d pictures, the median %d%n",
                counts[0], counts[counts.length - 1], counts[counts.length / 2]);
        int most = found.histogram().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        for (Map.Entry<String, Integer> range : found.histogram().entrySet()) {
            String bar = "#".repeat((int) Math.ceil((double) BAR * range.getValue() / most));
            out.printf("    %-8s %-" + BAR + "s %d%n", range.getKey(), bar, range.getValue());
        }
    }

    private static void content(PrintWriter out, Inspection found) {
        out.println("  of " + found.read() + " read");
        String sizes = found.sizes().entrySet().stream()
                .limit(SIZES_SHOWN)
                .map(size -> size.getKey() + " (" + size.getValue() + ")")
                .collect(Collectors.joining(", "));
        int others = Math.max(0, found.sizes().size() - SIZES_SHOWN);
        out.println("  sizes         " + sizes + (others == 0 ? "" : " and " + others + " others"));
        out.println("  grey          " + found.grey());
        out.println("  unreadable    " + found.unreadable().size());
        PrepareCommand.several(out, "unreadable:", found.unreadable());
        PrepareCommand.several(out, "damaged parts:", found.problems());
    }
}
