package io.facestream.cli;

import io.facestream.cli.console.ConsoleOptions;
import io.facestream.ingest.camera.CameraException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole way on sample media: enrol two people, watch two cameras, say who was seen when. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Enrol two people, run on two sample cameras, and print who was seen when.",
        description = {
            "",
            "All set-up is included. Calls the same commands as you would: facebank enroll, then run.",
        },
        footer = {
            "", //
            "Examples:", //
            "  ./facestream demo", //
            "  ./facestream demo --out /tmp/demo", //
            "  ./facestream demo --console",
        })
final class DemoCommand implements Callable<Integer> {
    /** How much of each recording is shown. */
    private static final String DURATION = "25s";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "facestream-demo",
            description = "Folder for the facebank and all results. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("facestream-demo");

    @Option(
            names = "--console",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "" + ConsoleOptions.PORT,
            description = "Show it in a browser, at this port of this machine (default " + ConsoleOptions.PORT
                    + "), until Ctrl-C.")
    private @Nullable Integer console;

    @Override
    public Integer call() throws IOException, CameraException {
        DemoMedia media = DemoMedia.find();
        Files.createDirectories(out);
        removeEarlierResults();

        say("1. Pictures to enrol from, in " + out.resolve("people"));
        media.writePeople(out.resolve("people"));
        say("2. Enrolment");
        Path facebank = out.resolve("people.facebank");
        int code = command("facebank", "enroll", out.resolve("people").toString(), "--out", facebank.toString());
        if (code != ExitCode.OK) {
            return code;
        }
        if (console != null) {
            say("3. Two cameras, in a browser");
            return command(
                    "run",
                    "--source",
                    "desk=" + media.desk(),
                    "--source",
                    "studio=" + media.studio(),
                    "--facebank",
                    out.resolve("people").toString(),
                    "--out",
                    out.toString(),
                    "--no-annotate",
                    "--console",
                    String.valueOf(console));
        }
        say("3. Two cameras, " + DURATION + " of each");
        code = command(
                "run",
                "--source",
                "desk=" + media.desk(),
                "--source",
                "studio=" + media.studio(),
                "--facebank",
                facebank.toString(),
                "--duration",
                DURATION,
                "--out",
                out.toString());
        if (code != ExitCode.OK) {
            return code;
        }
        return tellWhoWasSeen(media);
    }

    private int tellWhoWasSeen(DemoMedia media) throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        List<SeenPerson> seen = SeenPerson.read(out.resolve("events.jsonl"));
        terminal.println();
        terminal.println("Who was seen when");
        SeenPerson.printTable(seen, terminal);
        terminal.println();
        media.printResults(out, terminal);
        terminal.println();
        media.printOrigins(terminal);
        terminal.flush();
        for (String person : DemoMedia.PEOPLE) {
            if (seen.stream().noneMatch(visit -> person.equals(visit.personId()))) {
                throw new IllegalStateException(person + ": not seen (expected: named at one of the two cameras)");
            }
        }
        return ExitCode.OK;
    }

    private int command(String... arguments) {
        // A command line of its own, because a command keeps what it parsed; the same terminal.
        CommandLine commandLine = Facestream.commandLine();
        commandLine.setOut(spec.commandLine().getOut());
        commandLine.setErr(spec.commandLine().getErr());
        return commandLine.execute(arguments);
    }

    private void removeEarlierResults() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals("events.jsonl") || name.equals("summary.json") || name.endsWith(".annotated.mp4")) {
                    Files.delete(file);
                }
            }
        }
    }

    private void say(String text) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(text);
        terminal.flush();
    }
}
