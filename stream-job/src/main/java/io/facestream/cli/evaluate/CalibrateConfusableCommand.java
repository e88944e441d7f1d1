package io.facestream.cli.evaluate;

import io.facestream.evaluate.calibrate.LeaveOneOut;
import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds a facebank's own pictures against it. */
@Command(
        name = "confusable",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List who in a facebank is easily taken for whom.",
        description = {
            "",
            "Holds each enrolled picture against the other pictures of its person, and against everybody else: needs no other pictures. Says"
                    + " how many would be missed or taken for another at the threshold that the job uses for so many people.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream calibrate confusable --facebank people/",
            "  ./facestream calibrate confusable --facebank people.facebank --top 50",
        })
final class CalibrateConfusableCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final FacebankFlags flags = new FacebankFlags();

    @Option(
            names = "--fpir",
            paramLabel = "P",
            description = "As the job's --fpir, which sets the threshold. Default: 0.01.")
    private double fpir = IdentifyOptions.defaults().fpir();

    @Option(
            names = "--top",
            defaultValue = "10",
            paramLabel = "N",
            description = "Pairs listed. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Override
    public Integer call() {
        CalibrateFacebankCommand.requireRate(spec, fpir);
        EnrolledPeople enrolled = flags.enrolled();
        ModelCard card = flags.pack().embedding().card();
        int people = enrolled.people().size();
        double threshold = MatchThresholds.of(card).at(fpir, people, 1).value();
        PrintWriter out = spec.commandLine().getOut();
        print(out, LeaveOneOut.of(enrolled), threshold, top);
        out.flush();
        return ExitCode.OK;
    }

    /** What the facebank's own pictures come to at a threshold. */
    static void print(PrintWriter out, LeaveOneOut own, double threshold, int top) {
        out.printf(Locale.ROOT, "the facebank's own pictures at threshold %.4f:%n", threshold);
        out.println("  like somebody else   "
                + own.scores().falsePositives(threshold).percent() + " of "
                + own.scores().nonMatedCount()
                + " pictures, each against all other people");
        out.println("  not found            "
                + own.scores().falseNegatives(threshold, 1).percent() + " of "
                + own.scores().matedCount()
                + " pictures, each against the person's others");
        out.println("most alike:");
        own.pairs().stream()
                .limit(top)
                .forEach(pair -> out.printf(
                        Locale.ROOT,
                        "  %.4f  %s and %s%s%n",
                        pair.score(),
                        pair.person(),
                        pair.other(),
                        pair.score() >= threshold ? "  TAKEN FOR EACH OTHER at this threshold" : ""));
    }
}
