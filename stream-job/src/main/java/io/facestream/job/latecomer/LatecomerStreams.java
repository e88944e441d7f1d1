package io.facestream.job.latecomer;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.model.ModelThresholds;
import io.facestream.job.visit.UnnamedVisit;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From visits without a name and later enrolments to corrections. */
public final class LatecomerStreams {
    /** Parts that what is remembered is divided into, whatever the parallelism. Fixed for ever: state is keyed by it. */
    static final int BUCKETS = 64;

    private LatecomerStreams() {}

    /**
     * @param unnamed with watermarks that follow the cameras' capture time
     * @param enrolments the parts of each commit in their order, from one sender
     */
    public static DataStream<IdentityEvent> of(
            DataStream<UnnamedVisit> unnamed,
            DataStream<Enrolment> enrolments,
            LatecomerOptions options,
            ModelChoice models,
            Optional<ModelChoice> shadow) {
        // A task of its own: writing an enrolment 64 times must not keep recognition waiting.
        DataStream<BucketPart> parts = enrolments
                .<BucketPart>flatMap((enrolment, out) -> {
                    for (int bucket = 0; bucket < BUCKETS; bucket++) {
                        out.collect(new BucketPart(bucket, enrolment));
                    }
                })
                .returns(TypeInformation.of(BucketPart.class))
                .name("enrolments to buckets")
                .uid("enrolments-to-buckets")
                .disableChaining();
        return unnamed.keyBy(visit -> bucketOf(visit.visitId()))
                .connect(parts.keyBy(BucketPart::bucket))
                .process(new LatecomerFunction(options, ModelThresholds.of(models, shadow)))
                .returns(TypeInformation.of(IdentityEvent.class))
                .name("late enrolment")
                .uid("late-enrolment");
    }

    static int bucketOf(String visitId) {
        return Math.floorMod(visitId.hashCode(), BUCKETS);
    }
}
