package io.facestream.cli.evaluate;

import io.facestream.evaluate.ReportCard;
import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.OpenSetEvaluation;
import io.facestream.evaluate.identify.OpenSetJson;
import io.facestream.evaluate.identify.OpenSetMarkdown;
import io.facestream.evaluate.identify.OpenSetReport;
import io.facestream.evaluate.identify.PeopleFolder;
import io.facestream.evaluate.identify.ProbeSet;
import io.facestream.job.identify.IdentifyOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how often enrolled people are missed and others are named. */
@Command(
        name = "identification",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how often a facebank misses its people and names others.",
        description = {
            "",
            "Holds pictures of people against a facebank, one search a picture, and counts as ISO/IEC 19795-1 does: FPIR is the"
                    + " share of searches for people who are not enrolled that name somebody, FNIR the share of those for enrolled people"
                    + " that do not name the right one. Each rate comes with its 95 %% interval and with whether there were searches"
                    + " enough: thirty errors make a rate true to a third.",
            "",
            "Whoever has a folder in --probes and is in the facebank (by the folder's name) is searched for as enrolled, everybody else as"
                    + " a stranger. A picture that is enrolled itself is left out. Rates hold for this size of facebank only.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream evaluate identification --facebank people/ --probes probes/",
            "  ./facestream evaluate identification --facebank people.facebank --probes probes/ --json identification.json",
            "  ./facestream evaluate identification --facebank people/ --probes probes/ --report report-card.md",
        })
final class EvaluateIdentificationCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final FacebankFlags flags = new FacebankFlags();

    @Option(
            names = "--probes",
            required = true,
            paramLabel = "DIR",
            description = "Pictures to search for, DIR/PERSON/*.jpg|png|webp; others than those enrolled.")
    private Path probes = Path.of("");

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Draws which templates a person is left with. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write all figures, and the points of the DET curves, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the figures into a Markdown page; only the part of this command is replaced.")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        if (report != null) {
            card(report).check();
        }
        PeopleFolder folder = PeopleFolder.of(probes);
        EnrolledPeople enrolled = flags.enrolled();
        ProbeSet set = flags.probes(folder.pictures(), enrolled.pictureSha256s());
        OpenSetEvaluation evaluation = OpenSetEvaluation.of(
                enrolled,
                set.probes(),
                flags.pack().embedding().card(),
                IdentifyOptions.defaults().margin(),
                seed);
        OpenSetReport result = new OpenSetReport(enrolled, set, evaluation);
        PrintWriter out = spec.commandLine().getOut();
        result.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, OpenSetJson.of(result));
        }
        if (report != null) {
            card(report).write(OpenSetMarkdown.of(result));
        }
        return ExitCode.OK;
    }

    private static ReportCard card(Path page) {
        return new ReportCard(page, "identification");
    }
}
