package io.facestream.job.run;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.sink.JsonLinesSink;
import io.facestream.job.uselog.UseFact;
import io.facestream.job.uselog.UseLine;
import io.facestream.job.uselog.UseLogStreams;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the log of use goes. */
final class UseLogOutputs {
    private static final String FACESTREAM = JobOptions.JOB_NAME.defaultValue();

    private UseLogOutputs() {}

    /** Whether there is a place for a log. */
    static boolean wanted(JobSettings settings) {
        return settings.useLog().on()
                && (settings.out().isPresent() || settings.eventTopics().isPresent());
    }

    /** Adds the log, if it is wanted, and its outputs. */
    static void write(JobSettings settings, DataStream<UseFact> facts, DataStream<IdentityEvent> events) {
        if (!wanted(settings)) {
            return;
        }
        Optional<String> topic =
                settings.eventTopics().flatMap(topics -> UseLogStreams.topic(settings.useLog(), topics));
        if (topic.isEmpty() && settings.out().isEmpty()) {
            return;
        }
        DataStream<UseLine> lines = UseLogStreams.of(facts, events, job(settings));
        settings.eventTopics()
                .ifPresent(topics -> new TopicOutputs(topics)
                        .exactlyOnce(
                                topic,
                                lines,
                                UseLine.SCHEMA_VERSION,
                                UseLine::cameraId,
                                line -> line.emitted(Instant.now()),
                                "topic-use-log"));
        settings.out()
                .ifPresent(out -> lines.map(line -> line.emitted(Instant.now()))
                        .returns(Types.STRING)
                        .name("use log lines")
                        .uid("use-log-lines")
                        .sinkTo(JsonLinesSink.appendingTo(out.resolve(FaceJob.USE_LOG_FILE)))
                        .name("use-log-file")
                        .uid("use-log-file")
                        .setParallelism(1));
    }

    /** Fixed when the job is put together: a failure does not change it, and a job that goes on from a savepoint has another one. */
    private static String job(JobSettings settings) {
        return settings.eventTopics().map(topics -> topics.jobName()).orElse(FACESTREAM) + "@" + Instant.now();
    }
}
