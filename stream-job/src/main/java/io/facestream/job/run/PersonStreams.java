package io.facestream.job.run;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.journey.Journey;
import io.facestream.job.journey.JourneyStreams;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.latecomer.LatecomerStreams;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.stranger.StrangerStreams;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.job.visit.VisitFunction;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What is found out about people from several visits: it comes after the visits, across cameras. */
final class PersonStreams {
    private PersonStreams() {}

    /** The events of the visits, and those that follow from several of them. */
    static DataStream<IdentityEvent> events(
            JobSettings settings,
            ModelChoice models,
            Optional<ModelChoice> shadow,
            SingleOutputStreamOperator<IdentifiedFrame> identified,
            SingleOutputStreamOperator<IdentityEvent> visits) {
        if (settings.latecomers().isEmpty()) {
            return visits;
        }
        DataStream<UnnamedVisit> unnamed = visits.getSideOutput(VisitFunction.UNNAMED);
        DataStream<IdentityEvent> corrections = LatecomerStreams.of(
                unnamed,
                identified.getSideOutput(IdentifyFunction.ENROLMENTS),
                settings.latecomers().get(),
                models,
                shadow);
        DataStream<IdentityEvent> events = visits.union(corrections);
        return settings.strangers().isEmpty()
                ? events
                : events.union(StrangerStreams.of(
                        unnamed, corrections, settings.strangers().get(), models, shadow));
    }

    /** The journeys, where somebody wants them. */
    static Optional<DataStream<Journey>> journeys(JobSettings settings, DataStream<IdentityEvent> events) {
        boolean wanted = settings.out().isPresent()
                || settings.eventTopics().flatMap(EventTopics::journeys).isPresent();
        return wanted ? Optional.of(JourneyStreams.of(events, settings.journeys())) : Optional.empty();
    }
}
