package io.facestream.job.uselog;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.kafka.KafkaCluster;
import io.facestream.job.kafka.KafkaUnreachableException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the facts of a job to its log of use. */
public final class UseLogStreams {
    private static final Logger LOG = LoggerFactory.getLogger(UseLogStreams.class);

    /** What no visit says itself: it is found out later, or elsewhere. */
    private static final Set<EventType> NOT_OF_A_VISIT = EnumSet.of(EventType.REIDENTIFIED, EventType.PERSON_ERASED);

    private UseLogStreams() {}

    /**
     * @param facts of the cameras, each camera's in their order
     * @param events of the whole job, of which those are taken that are no facts yet
     * @param job names this job, and no other
     */
    public static DataStream<UseLine> of(DataStream<UseFact> facts, DataStream<IdentityEvent> events, String job) {
        DataStream<UseFact> later = events.filter(event -> NOT_OF_A_VISIT.contains(event.type()))
                .name("found out later")
                .uid("use-log-later-events")
                .map(event -> UseFacts.of(event).orElseThrow())
                .returns(TypeInformation.of(UseFact.class))
                .name("later facts")
                .uid("use-log-later-facts");
        return facts.union(later)
                .keyBy(UseFact::cameraId)
                .process(new UseLogFunction(job))
                .returns(TypeInformation.of(UseLine.class))
                .name("use log")
                .uid("use-log");
    }

    /**
     * The topic that the log goes to. An installation from before there was a log goes on as it is, and is told; a cluster that does not
     * answer has the topic.
     *
     * @throws IllegalArgumentException where it is asked for and is not there
     */
    public static Optional<String> topic(UseLogOptions options, EventTopics topics) {
        if (!options.on()) {
            return Optional.empty();
        }
        try (KafkaCluster cluster = KafkaCluster.connect(topics.events())) {
            if (!cluster.topics(List.of(options.topic())).containsKey(options.topic())) {
                String missing = "topic " + options.topic() + ": not on "
                        + topics.events().servers();
                String remedy = "made by ./facestream topics create, or use-log: none";
                if (options.required()) {
                    throw new IllegalArgumentException(missing + " (expected: " + remedy + ")");
                }
                LOG.warn("{}: no log of use is kept there (expected: {})", missing, remedy);
                return Optional.empty();
            }
        } catch (KafkaUnreachableException e) {
            LOG.warn("{}; whether it has the topic {} is not checked", e.getMessage(), options.topic());
        }
        return Optional.of(options.topic());
    }
}
