package io.facestream.job.run;

import io.facestream.job.event.EventJson;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.render.Annotation;
import io.facestream.job.render.AnnotationJson;
import io.facestream.job.sink.KafkaOutput;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/** The topics of a job: events once and committed, the same events at once, and what goes with them. */
final class TopicOutputs {
    private final EventTopics topics;

    TopicOutputs(EventTopics topics) {
        this.topics = topics;
    }

    /** Both tiers: the same events with the same ids. */
    void events(DataStream<IdentityEvent> events) {
        KafkaOutput<IdentityEvent> committed = output(
                topics.events().topic(),
                IdentityEvent.SCHEMA_VERSION,
                IdentityEvent::key,
                event -> EventJson.write(event, Instant.now()));
        events.sinkTo(committed.exactlyOnce()).name("identity-events").uid("topic-events");
        atLeastOnce(
                topics.sightings(),
                events,
                IdentityEvent.SCHEMA_VERSION,
                IdentityEvent::key,
                event -> EventJson.write(event, Instant.now()),
                "topic-sightings");
    }

    /** Boxes and names of the frames in which there are faces. */
    void annotations(DataStream<IdentifiedFrame> frames) {
        atLeastOnce(
                topics.annotations(),
                frames.filter(frame -> !frame.faces().isEmpty())
                        .name("faces for live views")
                        .uid("topic-annotations-faces"),
                Annotation.SCHEMA_VERSION,
                IdentifiedFrame::cameraId,
                AnnotationJson::write,
                "topic-annotations");
    }

    /** Each thing at once, at least once. Nothing if the topic is none. */
    <T> void atLeastOnce(
            Optional<String> topic,
            DataStream<T> things,
            int schemaVersion,
            SerializableFunction<T, String> key,
            SerializableFunction<T, String> line,
            String uid) {
        topic.ifPresent(
                name -> things.sinkTo(output(name, schemaVersion, key, line).atLeastOnce())
                        .name(uid.substring("topic-".length()))
                        .uid(uid));
    }

    /** Each thing once, with the checkpoint. Nothing if the topic is none. */
    <T> void exactlyOnce(
            Optional<String> topic,
            DataStream<T> things,
            int schemaVersion,
            SerializableFunction<T, String> key,
            SerializableFunction<T, String> line,
            String uid) {
        topic.ifPresent(
                name -> things.sinkTo(output(name, schemaVersion, key, line).exactlyOnce())
                        .name(uid.substring("topic-".length()))
                        .uid(uid));
    }

    private <T> KafkaOutput<T> output(
            String topic,
            int schemaVersion,
            SerializableFunction<T, String> key,
            SerializableFunction<T, String> line) {
        return new KafkaOutput<>(topics, topic, schemaVersion, key, line);
    }
}
