package io.facestream.cli.evaluate;

import io.facestream.evaluate.pictures.Capture;
import io.facestream.evaluate.pictures.CaptureAdvice;
import io.facestream.evaluate.pictures.FaceFinder;
import io.facestream.evaluate.pictures.KnownPeople;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.identify.RankedPerson;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes pictures of a person for enrolment. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Take pictures of a person with a camera, fit to be enrolled.",
        description = {
            "",
            "Looks five times a second, says what to do better (come closer, hold still, turn to the light), and takes pictures that "
                    + "enrolment will accept and that differ: at least 0.8 s apart, and with another look or turn of the head. They are "
                    + "added to OUT/NAME/; nothing there is written over.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream capture --source webcam:0 --person ann --out people/",
            "  ./facestream capture --source 'rtsp://viewer:$${DOOR_PASSWORD}@camera.local/stream' --person ann --out people/ --duration 2min",
            "  ./facestream capture --source ann.mp4 --person ann --out people/ --count 8 --facebank people/",
            "",
            "Exit codes: 0 done, 1 failed or fewer pictures than wanted (those taken stay), 2 wrong usage.",
        })
public final class CaptureCommand implements Callable<Integer> {
    private static final Duration ALL = Duration.ofDays(365);
    private static final Duration LIVE = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "URI",
            description =
                    "The camera: webcam:0 or v4l2:/dev/video0, rtsp://, http(s):// (MJPEG), a video, or a folder of pictures."
                            + " A secret is written as $${NAME}, the name of an environment variable.")
    private String source = "";

    @Option(
            names = "--person",
            required = true,
            paramLabel = "NAME",
            description = "Who it is: the name of the folder, and what events will say.")
    private String person = "";

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "The folder of people.")
    private Path out = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "5",
            description = "Pictures to take. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Longest time to try, such as 30s. Default: 1 min for a camera, all of a file.")
    private @Nullable String duration;

    @Option(
            names = "--whole",
            description = "Keep the camera's whole picture. Default: the face with what is around it.")
    private boolean whole;

    @Mixin
    private final PeopleFlags people = new PeopleFlags();

    @Mixin
    private final ModelFlags models = new ModelFlags();

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        CameraSpec camera = camera();
        Capture.Wish wish = wish(camera.live());
        if (!wish.folderName().equals(person)) {
            terminal.println("person: " + person.replaceAll("\\p{Cntrl}", "?") + " is kept as " + wish.folderName());
        }
        ProgressLine line = new ProgressLine("capturing");
        try (FaceFinder finder = FaceFinder.open(models.pack(), models.device())) {
            Capture.Result result = take(camera, wish, finder, line);
            warnOfOthers(result, wish.folderName());
            return print(result, wish);
        } finally {
            line.done();
        }
    }

    private Capture.Result take(CameraSpec camera, Capture.Wish wish, FaceFinder finder, ProgressLine line)
            throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        try {
            return Capture.of(camera, wish, finder, (advice, share, taken, shot) -> {
                if (shot != null) {
                    line.done();
                    terminal.printf(
                            Locale.ROOT,
                            "%s  at %.1f s: yaw %.0f, pitch %.0f, sharpness %.2f%n",
                            shot.file(),
                            shot.atMillis() / 1000.0,
                            shot.quality().yaw(),
                            shot.quality().pitch(),
                            shot.quality().sharpness());
                    terminal.flush();
                }
                String text = taken + " of " + wish.count() + "  " + advice.advice();
                if (share < 0) {
                    line.show(text);
                } else {
                    line.show(share, text);
                }
            });
        } finally {
            line.done();
        }
    }

    private CameraSpec camera() {
        try {
            CameraSpec camera = CameraSpec.parse(source);
            if (camera.hasLiteralPassword()) {
                spec.commandLine()
                        .getErr()
                        .println("facestream: " + camera.id()
                                + ": its password stands in the command line, where the list of processes shows it;"
                                + " write ${NAME} for an environment variable");
            }
            return camera;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Capture.Wish wish(boolean live) {
        try {
            return new Capture.Wish(person, out, count, longest(live), whole);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Duration longest(boolean live) {
        if (duration == null) {
            return live ? LIVE : ALL;
        }
        try {
            return TimeUtils.parseDuration(duration);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--duration: " + duration + " (expected: such as 30s or 2min)", e);
        }
    }

    /** Two names for one face make the one as good as the other: nobody is named any more. */
    private void warnOfOthers(Capture.Result result, String name) {
        if (!people.given() || result.shots().isEmpty()) {
            return;
        }
        try (KnownPeople known = people.open(models)) {
            float threshold = known.threshold(result.shots().size());
            List<RankedPerson> others = known.search(result.probe(), 5).stream()
                    .filter(other -> !other.personId().equals(name) && other.score() >= threshold)
                    .toList();
            for (RankedPerson other : others) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                Locale.ROOT,
                                "facestream: warning: this face is in %s as %s (score %.2f, threshold %.2f); under two names it"
                                        + " would be recognised as neither%n",
                                people.facebank(),
                                other.personId(),
                                other.score(),
                                threshold);
            }
        }
    }

    private int print(Capture.Result result, Capture.Wish wish) {
        int looks = result.looks().values().stream().mapToInt(Integer::intValue).sum();
        String reasons = result.looks().entrySet().stream()
                .filter(entry -> entry.getKey() != CaptureAdvice.TAKEN)
                .sorted(Map.Entry.<CaptureAdvice, Integer>comparingByValue().reversed())
                .map(entry -> entry.getKey().text() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(result.shots().size() + " of " + wish.count() + " pictures of " + wish.folderName()
                + " taken in " + looks + " looks" + (reasons.isEmpty() ? "" : "; not: " + reasons));
        terminal.flush();
        return result.shots().size() == wish.count() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
