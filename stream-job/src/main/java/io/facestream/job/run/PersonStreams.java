package io.facestream.job.run;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.journey.Journey;
import io.facestream.job.journey.JourneyStreams;
import io.facestream.job.kafka.EventTopics;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What is found out about people from several visits: it comes after the visits, across cameras. */
final class PersonStreams {
    private PersonStreams() {}

    /** The journeys, where somebody wants them. */
    static Optional<DataStream<Journey>> journeys(JobSettings settings, DataStream<IdentityEvent> events) {
        boolean wanted = settings.out().isPresent()
                || settings.eventTopics().flatMap(EventTopics::journeys).isPresent();
        return wanted ? Optional.of(JourneyStreams.of(events, settings.journeys())) : Optional.empty();
    }
}
