package io.facestream.cli;

import io.facestream.job.frames.FramesTopics;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The job where Flink itself starts it: a JobManager in application mode, which calls {@code main} with the flags of {@code cluster
 * submit}. The cluster's settings, the savepoint to go on from among them, are Flink's.
 */
@Command(name = "application")
public final class ApplicationJob {
    @Mixin
    private final RunFlags flags = new RunFlags();

    private ApplicationJob() {}

    /**
     * Builds the job, and returns when it has ended.
     *
     * @throws IllegalArgumentException that lists what is wrong with the flags, a line each
     */
    public static void main(String[] args) throws Exception {
        ApplicationJob job = new ApplicationJob();
        try {
            new CommandLine(job).parseArgs(args);
            job.run();
        } catch (ParameterException e) {
            // Flink shows what was thrown; picocli's exception would bring the whole command along.
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    private void run() throws Exception {
        JobSettings settings = flags.clusterSettings();
        settings.frames().topics().forEach(FramesTopics::check);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        FaceJob.build(env, settings);
        env.execute(settings.eventTopics().map(EventTopics::jobName).orElse("facestream"));
    }
}
