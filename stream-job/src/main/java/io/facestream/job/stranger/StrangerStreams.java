package io.facestream.job.stranger;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.model.ModelThresholds;
import io.facestream.job.visit.UnnamedVisit;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From visits without a name to strangers who are known again. */
public final class StrangerStreams {
    private StrangerStreams() {}

    /**
     * Strangers are known again among those whom the same model has seen: each model has a group of its own.
     *
     * @param unnamed with watermarks that follow the cameras' capture time
     * @param corrections of visits that got a name afterwards
     */
    public static DataStream<IdentityEvent> of(
            DataStream<UnnamedVisit> unnamed,
            DataStream<IdentityEvent> corrections,
            StrangerOptions options,
            ModelChoice models,
            Optional<ModelChoice> shadow) {
        return unnamed.keyBy(UnnamedVisit::modelId)
                .connect(corrections.keyBy(IdentityEvent::modelId))
                .process(new StrangerFunction(options, ModelThresholds.of(models, shadow)))
                .returns(TypeInformation.of(IdentityEvent.class))
                .name("strangers")
                .uid("strangers");
    }
}
