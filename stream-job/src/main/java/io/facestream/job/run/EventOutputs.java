package io.facestream.job.run;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.deadletter.DeadLetterJson;
import io.facestream.job.event.EventJson;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.ComparedTrack;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.journey.Journey;
import io.facestream.job.journey.JourneyJson;
import io.facestream.job.render.AnnotationJson;
import io.facestream.job.render.LiveAnnotationSink;
import io.facestream.job.shadow.ShadowJson;
import io.facestream.job.shadow.ShadowSummary;
import io.facestream.job.sink.JsonLinesSink;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.CameraReportJson;
import io.facestream.job.watch.WatchedEvents;
import io.facestream.job.watch.WatchedFrames;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where events go: the sinks that were asked for, and the files of the output folder. */
final class EventOutputs {
    private EventOutputs() {}

    /** Adds all outputs of a job. */
    static void write(
            JobSettings settings,
            DataStream<IdentifiedFrame> identified,
            DataStream<IdentityEvent> events,
            DataStream<CameraReport> reports) {
        DataStream<String> lines = events.map(event -> EventJson.write(event, Instant.now()))
                .returns(Types.STRING)
                .name("event lines")
                .uid("event-lines");
        int n = 0;
        for (Sink<String> sink : settings.eventSinks()) {
            lines.sinkTo(sink).name("events " + n).uid("events-" + n++).setParallelism(1);
        }
        if (!settings.view().isEmpty()) {
            watch(settings.view(), lines, identified);
        }
        settings.eventTopics().map(TopicOutputs::new).ifPresent(topics -> {
            topics.events(events);
            topics.annotations(identified);
        });
        if (settings.out().isEmpty()) {
            return;
        }
        Path out = settings.out().get();
        toFile(lines, out.resolve(FaceJob.EVENTS_FILE), "events-file");
        toFile(
                reports.map(CameraReportJson::write)
                        .returns(Types.STRING)
                        .name("report lines")
                        .uid("report-lines"),
                out.resolve(FaceJob.REPORTS_FILE),
                "reports-file");
        if (settings.annotate()) {
            DataStream<String> annotations = identified
                    .filter(frame -> !frame.faces().isEmpty())
                    .name("faces only")
                    .uid("faces-only")
                    .map(AnnotationJson::write)
                    .returns(Types.STRING)
                    .name("annotation lines")
                    .uid("annotation-lines");
            toFile(annotations, out.resolve(FaceJob.ANNOTATIONS_FILE), "annotations-file");
            if (settings.cameras().stream().anyMatch(CameraSpec::live)) {
                annotations
                        .sinkTo(new LiveAnnotationSink(FaceJob.liveRun(settings)))
                        .name("live annotations")
                        .uid("live-annotations")
                        .setParallelism(1);
            }
        }
    }

    private static void watch(String view, DataStream<String> events, DataStream<IdentifiedFrame> identified) {
        events.sinkTo(new WatchedEvents(view))
                .name("watched events")
                .uid("watched-events")
                .setParallelism(1);
        identified
                .sinkTo(new WatchedFrames(view))
                .name("watched frames")
                .uid("watched-frames")
                .setParallelism(1);
    }

    /** Writes what operators refused: where it lies and why, without its content. */
    static void writeDeadLetters(JobSettings settings, DataStream<DeadLetter> refused) {
        settings.eventTopics()
                .ifPresent(topics -> new TopicOutputs(topics)
                        .atLeastOnce(
                                topics.deadLetters(),
                                refused,
                                DeadLetter.SCHEMA_VERSION,
                                letter -> letter.topic() + "/" + letter.partition(),
                                DeadLetterJson::write,
                                "topic-dead-letters"));
        settings.out()
                .ifPresent(out -> toFile(
                        refused.map(DeadLetterJson::write)
                                .returns(Types.STRING)
                                .name("dead letter lines")
                                .uid("dead-letter-lines"),
                        out.resolve(FaceJob.DEAD_LETTERS_FILE),
                        "dead-letters-file"));
    }

    /** Writes how two models decided on the same tracks. */
    static void writeComparedTracks(JobSettings settings, DataStream<ComparedTrack> tracks) {
        settings.eventTopics()
                .ifPresent(topics -> new TopicOutputs(topics)
                        .atLeastOnce(
                                topics.shadow(),
                                tracks,
                                ComparedTrack.SCHEMA_VERSION,
                                ComparedTrack::cameraId,
                                ShadowJson::write,
                                "topic-shadow"));
        settings.out()
                .ifPresent(out -> toFile(
                        tracks.map(ShadowJson::write)
                                .returns(Types.STRING)
                                .name("shadow lines")
                                .uid("shadow-lines"),
                        out.resolve(ShadowSummary.FILE),
                        "shadow-file"));
    }

    /** Adds the outputs of journeys. */
    static void writeJourneys(JobSettings settings, DataStream<Journey> journeys) {
        settings.eventTopics().map(TopicOutputs::new).ifPresent(topics -> topics.journeys(journeys));
        if (settings.out().isEmpty()) {
            return;
        }
        DataStream<String> lines = journeys.map(journey -> JourneyJson.write(journey, Instant.now()))
                .returns(Types.STRING)
                .name("journey lines")
                .uid("journey-lines");
        toFile(lines, settings.out().get().resolve(FaceJob.JOURNEYS_FILE), "journeys-file");
    }

    private static void toFile(DataStream<String> lines, Path file, String uid) {
        lines.sinkTo(new JsonLinesSink(file)).name(uid).uid(uid).setParallelism(1);
    }
}
