package io.facestream.cli.evaluate;

import io.facestream.evaluate.calibrate.FacebankCalibration;
import io.facestream.evaluate.calibrate.FacebankCalibration.Size;
import io.facestream.evaluate.calibrate.ImpostorRun;
import io.facestream.evaluate.calibrate.ImpostorVisits;
import io.facestream.evaluate.calibrate.LeaveOneOut;
import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.OpenSetReport;
import io.facestream.evaluate.identify.PeopleFolder;
import io.facestream.evaluate.identify.ProbeSet;
import io.facestream.job.calibration.CalibrationRow;
import io.facestream.job.calibration.CameraCalibration;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the threshold of a facebank before a camera. */
@Command(
        name = "facebank",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Find the threshold that lets a wanted share of strangers pass.",
        description = {
            "",
            "Holds people who are not enrolled against a facebank. --impostors is a folder of their pictures (DIR/PERSON/*.jpg), a video"
                    + " in which nobody enrolled is seen, or the events.jsonl of a run on such cameras. Of pictures the threshold is"
                    + " measured for the whole facebank and for parts of it; of a video and of events for the whole, by camera.",
            "",
            "--out writes what the thresholds differ by from the model's card, for the setting calibration of ./facestream run. An FPIR"
                    + " needs impostors: 100 to see 0.01 at all, 3,000 to be true to a third.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream calibrate facebank --facebank people/ --impostors strangers/ --out calibration.json",
            "  ./facestream calibrate facebank --facebank people/ --impostors out/events.jsonl --out calibration.json",
            "  ./facestream calibrate facebank --facebank people/ --impostors strangers.mp4 --camera door --fpir 0.1",
            "  ./facestream run --source door=door.mp4 --facebank people/ --calibration calibration.json",
        })
final class CalibrateFacebankCommand implements Callable<Integer> {
    private static final int LISTED = 10;

    /** No camera makes strangers so much more alike; enrolled people among them do. */
    private static final double SUSPICIOUS_SHIFT = 0.1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final FacebankFlags flags = new FacebankFlags();

    @Option(
            names = "--impostors",
            required = true,
            paramLabel = "DIR|VIDEO|EVENTS",
            description = "People who are not enrolled: pictures, a video, or events (.jsonl) of a run.")
    private Path impostors = Path.of("");

    @Option(names = "--fpir", paramLabel = "P", description = "Share of strangers that may get a name. Default: 0.01.")
    private double fpir = IdentifyOptions.defaults().fpir();

    @Option(
            names = "--camera",
            paramLabel = "NAME",
            description =
                    "The camera that pictures or a video come from; of events, the one camera to look at. Default:"
                            + " all cameras without a calibration of their own; of events, each camera.")
    private @Nullable String camera;

    @Option(
            names = "--most",
            defaultValue = "3",
            paramLabel = "N",
            description = "Pictures taken of one impostor, so that nobody's looks decide. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Draws them. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the calibration there; other cameras in the file stay. Default: it is only shown.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        requireRate(spec, fpir);
        CameraCalibration before = before();
        EnrolledPeople enrolled = flags.enrolled();
        Map<String, List<CalibrationRow>> rows =
                Files.isDirectory(impostors) ? ofPictures(enrolled) : ofVisits(enrolled, events());
        PrintWriter terminal = spec.commandLine().getOut();
        if (out == null) {
            terminal.println("not written; --out calibration.json does, for ./facestream run --calibration");
        } else {
            CameraCalibration after = before;
            for (Map.Entry<String, List<CalibrationRow>> own : rows.entrySet()) {
                after = after.with(own.getKey(), own.getValue());
            }
            after.write(out);
            terminal.println(out + ": " + after.cameras().size() + " cameras, for " + after.modelName() + " and --fpir "
                    + fpir + "; use it: ./facestream run --calibration " + out);
        }
        terminal.flush();
        return ExitCode.OK;
    }

    static void requireRate(CommandSpec spec, double fpir) {
        if (!(fpir > 0 && fpir < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--fpir: " + fpir + " (expected: between 0 and 1, such as 0.01)");
        }
    }

    /** What the file holds already, of the same model and for the same rate. */
    private CameraCalibration before() throws IOException {
        ModelCard card = flags.pack().embedding().card();
        CameraCalibration none = new CameraCalibration(card.sha256(), card.id(), fpir, Map.of());
        if (out == null || !Files.exists(out)) {
            return none;
        }
        CameraCalibration there = CameraCalibration.read(out);
        there.requireModel(card);
        if (!there.isNone() && there.fpir() != fpir) {
            throw new IllegalArgumentException(
                    "--out: " + out + " is for --fpir " + there.fpir() + " (expected: " + fpir + ", or another file)");
        }
        return there.isNone() ? none : there;
    }

    private MatchThresholds card() {
        return MatchThresholds.of(flags.pack().embedding().card());
    }

    private Map<String, List<CalibrationRow>> ofPictures(EnrolledPeople enrolled) throws Exception {
        PeopleFolder folder = PeopleFolder.of(impostors);
        ProbeSet probes = flags.probes(folder.pictures(), enrolled.pictureSha256s());
        FacebankCalibration found = FacebankCalibration.of(enrolled, probes.probes(), card(), fpir, most, seed);
        print(enrolled, found, probes);
        return Map.of(camera == null ? CameraCalibration.ANY_CAMERA : camera, found.rows());
    }

    private void print(EnrolledPeople enrolled, FacebankCalibration found, ProbeSet probes) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(
                "facebank   " + enrolled.origin() + ": " + enrolled.people().size() + " people, "
                        + enrolled.templates().size() + " templates of " + enrolled.modelName());
        terminal.println(
                "impostors  " + found.impostors() + " pictures of " + found.impostorPeople() + " people, at most "
                        + most + " each" + (found.support() == Support.GOOD ? "" : "; " + few(found.impostors())));
        leftOut(terminal, found.enrolled(), probes.enrolled());
        terminal.printf(
                Locale.ROOT,
                "%8s%11s%10s%9s  %s%n",
                "people",
                "threshold",
                "card",
                "shift",
                "FPIR at the card's threshold (95 %)");
        for (Size size : found.sizes()) {
            terminal.printf(
                    Locale.ROOT,
                    "%8d%11.4f%10.4f%+9.4f  %s%n",
                    size.people(),
                    size.threshold(),
                    size.card(),
                    size.shift(),
                    size.atCard().percent());
        }
        if (enrolled.people().size() > 1) {
            CalibrateConfusableCommand.print(
                    terminal, LeaveOneOut.of(enrolled), found.whole().threshold(), 5);
        }
        OpenSetReport.doubts(found.doubts()).forEach(terminal::println);
        OpenSetReport.refusals(probes).forEach(terminal::println);
    }

    private String few(int impostors) {
        return "few for an FPIR of " + fpir + ": " + ImpostorScores.enough(fpir) + " would be true to a third, "
                + impostors + " are not";
    }

    private static void leftOut(PrintWriter terminal, List<String> names, List<String> pictures) {
        if (!names.isEmpty()) {
            terminal.println("           left out, because the name is enrolled: " + listed(names));
        }
        if (!pictures.isEmpty()) {
            terminal.println("           left out, because the picture is enrolled: " + listed(pictures));
        }
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }

    /** The visits of impostors by camera: of a file of events, or of a run on a video. */
    private ImpostorVisits events() throws Exception {
        ModelCard card = flags.pack().embedding().card();
        if (!Files.isRegularFile(impostors)) {
            throw new IllegalArgumentException(
                    "--impostors: " + impostors + " (expected: a folder PERSON/*.jpg, a video, or a file of events)");
        }
        return impostors.toString().endsWith(".jsonl")
                ? ImpostorVisits.read(impostors, card)
                : new ImpostorRun(flags.facebank(), flags.key(), flags.models().model(), fpir)
                        .watch(camera == null ? CameraCalibration.ANY_CAMERA : camera, impostors, card);
    }

    private Map<String, List<CalibrationRow>> ofVisits(EnrolledPeople enrolled, ImpostorVisits visits) {
        PrintWriter terminal = spec.commandLine().getOut();
        int people = enrolled.people().size();
        int shots = IdentifyOptions.defaults().minShots();
        double card = card().at(fpir, people, shots).value();
        Map<String, List<CalibrationRow>> rows = new TreeMap<>();
        List<String> cameras = camera != null
                ? List.of(camera)
                : visits.excesses().keySet().stream().sorted().toList();
        if (cameras.isEmpty()) {
            throw new IllegalArgumentException("--impostors: " + impostors
                    + ": no visit with a score (expected: faces of people who are not enrolled)");
        }
        terminal.printf(Locale.ROOT, "%-20s%8s%11s%10s%9s%n", "camera", "visits", "threshold", "card", "shift");
        for (String name : cameras) {
            CalibrationRow row = visits.row(name, fpir, people, card);
            rows.put(name, List.of(row));
            terminal.printf(
                    Locale.ROOT,
                    "%-20s%8d%11.4f%10.4f%+9.4f%s%n",
                    name,
                    row.impostors(),
                    row.threshold(),
                    card,
                    row.shift(),
                    row.impostors() < ImpostorScores.enough(fpir) ? "  " + few(row.impostors()) : "");
            if (row.shift() > SUSPICIOUS_SHIFT) {
                terminal.println("  a shift this large says that enrolled people are among the visitors of " + name);
            }
        }
        return rows;
    }
}
