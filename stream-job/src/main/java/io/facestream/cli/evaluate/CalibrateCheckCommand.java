package io.facestream.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.calibrate.CalibrationCheck;
import io.facestream.evaluate.calibrate.CalibrationCheck.Round;
import io.facestream.evaluate.identify.OpenSetJson;
import io.facestream.evaluate.identify.OpenSetReport;
import io.facestream.evaluate.identify.PeopleFolder;
import io.facestream.evaluate.identify.ProbeSet;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Calibrates on some people and counts on others. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check that a calibrated rate is met on other people.",
        description = {
            "",
            "Draws from one collection of people who are enrolled, people whose pictures choose the threshold, and people on whom it is"
                    + " counted, one picture each; nobody is in two of these. Repeats that with other draws. Exit code 1 if the mean of the"
                    + " rates found is off by more than half of what was asked for.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream calibrate check --people photographs/",
            "  ./facestream calibrate check --people crops/ --aligned --enrolled 300 --fpir 0.01 --rounds 20",
        })
final class CalibrateCheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--people",
            required = true,
            paramLabel = "DIR",
            description = "The collection, DIR/PERSON/*.jpg|png|webp; a picture or two a person will do.")
    private Path people = Path.of("");

    @Option(names = "--aligned", description = "The pictures are aligned 112 x 112 crops: no face is searched in them.")
    private boolean aligned;

    @Mixin
    private final ModelFlags models = new ModelFlags();

    @Option(
            names = "--enrolled",
            defaultValue = "300",
            paramLabel = "N",
            description = "People who are enrolled. Default: ${DEFAULT-VALUE}.")
    private int enrolled;

    @Option(
            names = "--fpir",
            defaultValue = "0.01",
            paramLabel = "P",
            description = "Share of strangers that may get a name. Default: ${DEFAULT-VALUE}.")
    private double fpir;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Draws, each measured by itself. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--same-people",
            paramLabel = "FILE",
            description = "Names in the collection that are known to be one person, a line NAME<TAB>NAME each.")
    private @Nullable Path same;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        CalibrateFacebankCommand.requireRate(spec, fpir);
        var samePeople = SamePeople.read(same);
        PeopleFolder folder = PeopleFolder.of(people);
        ModelPack pack = models.pack();
        MatchThresholds card = MatchThresholds.of(pack.embedding().card());
        ProbeSet probes = FacebankFlags.probes(folder.pictures(), pack, models, aligned, Set.of());
        CalibrationCheck check = CalibrationCheck.of(probes.probes(), enrolled, card, fpir, rounds, seed, samePeople);
        print(check, probes);
        write(check);
        boolean kept = Math.abs(check.meanRate() - fpir) <= fpir / 2;
        return kept ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(CalibrationCheck check, ProbeSet probes) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%5s%10s%21s%11s  %-38s%10s  %s%n",
                "round",
                "enrolled",
                "calibrated on",
                "threshold",
                "FPIR found on others (95 %)",
                "by card",
                "FPIR found");
        int number = 1;
        for (Round round : check.rounds()) {
            out.printf(
                    Locale.ROOT,
                    "%5d%10d%21s%11.4f  %-38s%10.4f  %s%n",
                    number++,
                    round.enrolled(),
                    round.calibration() + " pictures",
                    round.threshold(),
                    round.found().percent() + " of " + round.found().of(),
                    round.card(),
                    round.atCard().percent());
        }
        out.printf(
                Locale.ROOT,
                "asked for %.2f %%, found %.2f %% in the mean; %d of %d rounds within half of it%n",
                100 * fpir,
                100 * check.meanRate(),
                check.kept(),
                check.rounds().size());
        OpenSetReport.refusals(probes).forEach(out::println);
        out.flush();
    }

    private void write(CalibrationCheck check) throws IOException {
        if (json == null) {
            return;
        }
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("fpir", fpir);
        root.put("meanFound", check.meanRate());
        root.put("roundsWithinHalf", check.kept());
        ArrayNode array = root.putArray("rounds");
        for (Round round : check.rounds()) {
            ObjectNode node = array.addObject();
            node.put("enrolled", round.enrolled());
            node.put("calibrationPictures", round.calibration());
            node.put("threshold", round.threshold());
            OpenSetJson.put(node, "fpir", round.found());
            node.put("cardThreshold", round.card());
            OpenSetJson.put(node, "fpirAtCard", round.atCard());
        }
        Files.writeString(json, root.toPrettyString() + "\n");
    }
}
