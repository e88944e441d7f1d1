package io.facestream.job.journey;

import io.facestream.job.event.IdentityEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From identity events of all cameras to journeys. */
public final class JourneyStreams {
    private JourneyStreams() {}

    /** @param events with watermarks that follow the cameras' capture time */
    public static DataStream<Journey> of(DataStream<IdentityEvent> events, JourneyOptions options) {
        return events.filter(VisitOwners::concerns)
                .name("whose visits")
                .uid("whose-visits")
                .keyBy(IdentityEvent::visitId)
                .process(new VisitOwnerFunction(options))
                .returns(TypeInformation.of(VisitClaim.class))
                .name("visit owners")
                .uid("visit-owners")
                .keyBy(VisitClaim::personId)
                .process(new JourneyFunction(options))
                .returns(TypeInformation.of(Journey.class))
                .name("journeys")
                .uid("journeys");
    }
}
