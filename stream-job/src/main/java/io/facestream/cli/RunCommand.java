package io.facestream.cli;

import io.facestream.cli.console.Console;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.cli.console.Watched;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.render.LiveVideo;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.RunSummary;
import io.facestream.job.shadow.ShadowSummary;
import io.facestream.job.watch.RunView;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job in this process: cameras in, events out. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Watch cameras and say who is seen.",
        description = {
            "",
            "Ends by itself when all cameras are files; a live camera or a topic of frames runs until Ctrl-C or --duration. A facebank folder is watched:"
                    + " a picture dropped into it counts within two seconds.",
            "",
        },
        footer = {
            "",
            "Every setting of docs/configuration.md can stand in a YAML file (--config); flags go first.",
            "",
            "Examples:",
            "  ./facestream run --source video.mp4 --facebank people/ --out out/",
            "  ./facestream run --source 'door=rtsp://viewer:$${DOOR_PASSWORD}@camera.local/stream' --facebank people/",
            "  ./facestream run --source kafka://frames --facebank people/ --kafka client.properties",
            "  ./facestream run --config cameras.yaml --duration 10min",
            "  ./facestream run --source door=rtsp://camera.local/stream --facebank people/ --console",
            "  ./facestream run --source door=rtsp://camera.local/stream --facebank people/ --metrics 9249",
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final RunFlags flags = new RunFlags();

    @Option(
            names = "--console",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "" + ConsoleOptions.PORT,
            description = "Also show the run in a browser, at this port of this machine (default " + ConsoleOptions.PORT
                    + "). Files take the time that they took to film, and the pages stay until Ctrl-C.")
    private @Nullable Integer consolePort;

    @Option(
            names = "--console-config",
            paramLabel = "FILE",
            description =
                    "Address, tokens with their roles and cameras, and certificate of the console, in YAML. See docs/console.md.")
    private @Nullable Path consoleConfig;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description =
                    "Tell Prometheus the run's metrics, at this port of this machine (http://127.0.0.1:PORT/metrics)."
                            + " See docs/metrics.md.")
    private @Nullable Integer metricsPort;

    @Override
    public Integer call() throws Exception {
        requireFreeMetricsPort();
        if (consolePort == null && consoleConfig == null) {
            return run(flags.settings(), () -> {});
        }
        ConsoleOptions options = consoleOptions();
        try (RunView view = RunView.open(ProcessHandle.current().pid() + "-" + System.identityHashCode(this))) {
            JobSettings settings = flags.watchedSettings(view.run());
            try (Console.Serving console = Console.find().serve(Watched.of(settings), view, options)) {
                spec.commandLine().getOut().println("console: " + console.address());
                spec.commandLine().getOut().flush();
                return run(settings, this::untilInterrupted);
            }
        }
    }

    /** Flink goes on without its metrics where their port is taken, and says so only in its log. */
    private void requireFreeMetricsPort() {
        if (metricsPort == null) {
            return;
        }
        boolean valid = metricsPort > 0 && metricsPort < 65536;
        if (!valid || !PrometheusEndpoint.isFree(metricsPort)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "metrics: " + metricsPort
                            + (valid
                                    ? " is taken by another process (expected: a free port)"
                                    : " (expected: 1 to 65535)"));
        }
    }

    private ConsoleOptions consoleOptions() {
        try {
            return new ConsoleOptions(Optional.ofNullable(consolePort), Optional.ofNullable(consoleConfig));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Everything has been seen, and the pages are still read. */
    private void untilInterrupted() {
        spec.commandLine().getOut().println("all cameras have ended; the console serves until Ctrl-C");
        spec.commandLine().getOut().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Integer run(JobSettings settings, Runnable afterwards) throws Exception {
        long begin = System.nanoTime();
        prepare(settings);
        RunVideos videos = new RunVideos(settings, spec.commandLine().getErr());
        Map<String, Long> lengths = videos.lengths();
        EmbeddedCluster cluster =
                metricsPort == null ? new EmbeddedCluster() : EmbeddedCluster.withMetrics(metricsPort);
        CountDownLatch finished = new CountDownLatch(1);
        Thread interrupt = new Thread(() -> endEarly(cluster, finished), "end-early");
        Runtime.getRuntime().addShutdownHook(interrupt);
        ProgressLine progress = new ProgressLine("watching");
        List<LiveVideo> recordings = videos.record();
        long frames;
        try {
            frames = cluster.run(settings, counters -> show(progress, counters, lengths))
                    .getOrDefault(DetectFunction.FRAMES, 0L);
            progress.done();
            recordings.forEach(LiveVideo::close);
            if (settings.out().isPresent()) {
                finish(settings, settings.out().get(), videos, (System.nanoTime() - begin) / 1e9);
            }
        } finally {
            progress.done();
            finished.countDown();
            removeHook(interrupt);
        }
        if (frames == 0 && settings.camerasFile().isEmpty()) {
            throw new IllegalStateException("cameras: no frame from any of "
                    + (settings.cameras().size() + settings.frames().topics().size())
                    + " (expected: at least one that delivers; the events above say what is wrong)");
        }
        afterwards.run();
        return ExitCode.OK;
    }

    /** Results of an earlier run must not be taken for this one's. */
    private static void prepare(JobSettings settings) throws IOException {
        if (settings.out().isPresent()) {
            Path folder = settings.out().get();
            Files.createDirectories(folder);
            for (String file : List.of(
                    FaceJob.EVENTS_FILE,
                    FaceJob.ANNOTATIONS_FILE,
                    FaceJob.REPORTS_FILE,
                    FaceJob.DEAD_LETTERS_FILE,
                    ShadowSummary.FILE,
                    RunSummary.FILE)) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
    }

    /** On Ctrl-C the job drains and the results are written before the process ends. */
    private static void endEarly(EmbeddedCluster cluster, CountDownLatch finished) {
        cluster.stop();
        try {
            finished.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }

    private static void show(ProgressLine progress, Map<String, Long> counters, Map<String, Long> lengths) {
        long total = lengths.values().stream().mapToLong(Long::longValue).sum();
        long done = 0;
        for (Map.Entry<String, Long> length : lengths.entrySet()) {
            done += Math.min(counters.getOrDefault(DetectFunction.POSITION + length.getKey(), 0L), length.getValue());
        }
        if (total > 0) {
            progress.show(done / (double) total, TerminalSink.clock(done) + " of " + TerminalSink.clock(total));
        } else {
            progress.show("live, Ctrl-C ends");
        }
    }

    private void finish(JobSettings settings, Path folder, RunVideos videos, double seconds) throws IOException {
        RunSummary summary = RunSummary.read(folder, seconds);
        summary.write(folder);
        Files.deleteIfExists(folder.resolve(FaceJob.REPORTS_FILE));
        PrintWriter terminal = spec.commandLine().getOut();
        videos.draw(folder);
        summary.print(terminal);
        if (settings.shadowModel().isPresent()) {
            String name = new ModelChoice(settings.shadowModel().get())
                    .open()
                    .embedding()
                    .card()
                    .id();
            terminal.println(ShadowSummary.read(folder).line(name));
        }
        terminal.println("results: " + folder);
        terminal.flush();
    }
}
