package io.facestream.job.stranger;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.vision.threshold.MatchThresholds;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From visits without a name to strangers who are known again. */
public final class StrangerStreams {
    /** The one group that there is. */
    static final String EVERYBODY = "everybody";

    private StrangerStreams() {}

    /**
     * @param unnamed with watermarks that follow the cameras' capture time
     * @param corrections of visits that got a name afterwards
     */
    public static DataStream<IdentityEvent> of(
            DataStream<UnnamedVisit> unnamed,
            DataStream<IdentityEvent> corrections,
            StrangerOptions options,
            ModelChoice models) {
        return unnamed.keyBy(visit -> EVERYBODY)
                .connect(corrections.keyBy(correction -> EVERYBODY))
                .process(new StrangerFunction(
                        options,
                        () -> MatchThresholds.of(models.open().embedding().card())))
                .returns(TypeInformation.of(IdentityEvent.class))
                .name("strangers")
                .uid("strangers");
    }
}
