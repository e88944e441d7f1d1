package io.facestream.job.run;

import io.facestream.job.crop.CropPick;
import io.facestream.job.crop.CropSink;
import io.facestream.job.crop.CropTap;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.track.TrackedFrame;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The three places where crops are taken, picked and written; where none are kept the flow is as without them. */
final class Crops {
    private Crops() {}

    static DataStream<TrackedFrame> tap(JobSettings settings, DataStream<TrackedFrame> shots) {
        return settings.crops()
                .<DataStream<TrackedFrame>>map(crops -> shots.map(new CropTap(crops))
                        .returns(TypeInformation.of(TrackedFrame.class))
                        .name("tap crops")
                        .uid("tap-crops"))
                .orElse(shots);
    }

    static DataStream<IdentifiedFrame> pick(JobSettings settings, DataStream<IdentifiedFrame> identified) {
        return settings.crops()
                .<DataStream<IdentifiedFrame>>map(crops -> identified
                        .map(new CropPick(crops))
                        .returns(TypeInformation.of(IdentifiedFrame.class))
                        .name("pick crops")
                        .uid("pick-crops"))
                .orElse(identified);
    }

    static void write(JobSettings settings, DataStream<IdentityEvent> events) {
        settings.crops()
                .ifPresent(crops ->
                        events.sinkTo(new CropSink(crops)).name("crops").uid("crops"));
    }
}
