package io.facestream.cli;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.JobVersion;
import io.facestream.cluster.LocalCluster;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.frames.KafkaFrames;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.RestoreAge;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives a job to a cluster. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run the job on the cluster: the same flags as ./facestream run.",
        description = {
            "",
            "Returns when the job is accepted; the job goes on. Files and folders must be there for the TaskManagers too, and so must"
                    + " the environment variables of cameras' passwords: those that cluster start was called with.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream cluster submit --source kafka://frames --facebank people/",
            "  ./facestream cluster submit --source door=door.mp4 --facebank people/ --events file:events.jsonl --wait",
            "  ./facestream cluster submit --config cameras.yaml --from-savepoint .facestream/cluster/savepoints/savepoint-1a2b",
        })
final class ClusterSubmitCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 400;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterPlace place = new ClusterPlace();

    @Mixin
    private final RunFlags flags = new RunFlags();

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description = "Savepoint, or retained checkpoint, from which the job goes on.")
    private @Nullable String savepoint;

    @Option(
            names = "--allow-non-restored",
            description = "Start even if the savepoint holds state that this job has no place for; that state is lost.")
    private boolean allowNonRestored;

    @Option(
            names = "--accept-loss",
            description =
                    "Go on from a savepoint or checkpoint even if Kafka has given up what was not committed then.")
    private boolean acceptLoss;

    @Option(
            names = "--wait",
            description = "For cameras that end (files, or topics with --frames-until-ended): wait until all have, then"
                    + " close every visit and end the job.")
    private boolean wait;

    @Option(names = "--dry-run", description = "Build the job and submit nothing: shows whether it could be.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        JobSettings settings = flags.clusterSettings();
        check(settings);
        LocalCluster cluster = place.find();
        if (dryRun) {
            ClusterJobs.build(settings);
            return ExitCode.OK;
        }
        ClusterJobs jobs = new ClusterJobs(cluster);
        JobVersion version = cluster.versions().own();
        ClusterJobs.Start start = new ClusterJobs.Start(Optional.ofNullable(savepoint), allowNonRestored);
        String name = settings.eventTopics().map(EventTopics::jobName).orElse("facestream");
        String job = jobs.submit(settings, name, start, version);
        if (settings.cameras().stream().noneMatch(camera -> camera.hasLiteralPassword())) {
            jobs.remember(job, new ClusterJobs.Submitted(arguments(), version.id(), Optional.empty()));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("job " + job + "  " + name);
        terminal.flush();
        if (wait) {
            awaitCameras(jobs, job, settings);
        }
        return ExitCode.OK;
    }

    private void check(JobSettings settings) throws IOException {
        boolean endless = settings.cameras().stream().anyMatch(CameraSpec::live)
                || !settings.frames().topics().isEmpty() && settings.frames().untilEnded() == 0;
        if (wait && endless) {
            throw new ParameterException(
                    spec.commandLine(), "wait: a camera has no end (expected: files, or --frames-until-ended)");
        }
        if (savepoint != null && settings.eventTopics().isPresent()) {
            try {
                RestoreAge.check(savepoint, settings.eventTopics().get().transactionTimeout(), acceptLoss);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** What was typed after {@code submit}. */
    private List<String> arguments() {
        CommandSpec root = spec.root();
        List<String> all = root.commandLine().getParseResult().originalArgs();
        return all.subList(all.indexOf("submit") + 1, all.size());
    }

    private static void awaitCameras(ClusterJobs jobs, String job, JobSettings settings) throws Exception {
        ProgressLine progress = new ProgressLine("watching");
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                if (!jobs.isAlive(job)) {
                    throw new IllegalStateException("job " + job + ": " + jobs.failure(job));
                }
                Map<String, Long> counters = jobs.counters(job);
                progress.show(counters.getOrDefault(DetectFunction.FRAMES, 0L) + " frames");
                boolean met = counters.getOrDefault(IdentifyFunction.READY, 0L) >= settings.parallelism();
                boolean ended = counters.getOrDefault(DetectFunction.ENDED, 0L)
                        >= settings.cameras().size();
                boolean framesEnded = counters.getOrDefault(KafkaFrames.ENDED, 0L)
                        >= settings.frames().untilEnded();
                if (met && ended && framesEnded) {
                    break;
                }
            }
            jobs.drain(job);
        } finally {
            progress.done();
        }
    }
}
