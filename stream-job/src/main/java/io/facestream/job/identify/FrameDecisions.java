package io.facestream.job.identify;

import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the frames of the camera in hand, by each of the job's models on evidence of its own. The frame that goes on is the one of the
 * model in force; each frame goes on once.
 */
final class FrameDecisions {
    static final ValueStateDescriptor<IdentifyState> EVIDENCE =
            new ValueStateDescriptor<>("evidence", IdentifyState.class);

    private static final ValueStateDescriptor<IdentifyState> SHADOW_EVIDENCE =
            new ValueStateDescriptor<>("evidence-shadow", IdentifyState.class);
    private static final ValueStateDescriptor<String> DECIDED_BY =
            new ValueStateDescriptor<>("decided-by", Types.STRING);

    private final String modelId;
    private final String shadowId;
    private final Identifier identifier;
    private final Identifier shadowIdentifier;
    private final ValueState<IdentifyState> evidence;
    private final ValueState<IdentifyState> shadowEvidence;
    private final ValueState<String> decidedBy;

    /** @param shadowId the second model; empty for none */
    FrameDecisions(String modelId, String shadowId, IdentifyOptions options, RuntimeContext context) {
        this.modelId = modelId;
        this.shadowId = shadowId;
        this.identifier = new Identifier(options);
        this.shadowIdentifier = new Identifier(options.forAnotherModel());
        this.evidence = context.getState(EVIDENCE);
        this.shadowEvidence = context.getState(SHADOW_EVIDENCE);
        this.decidedBy = context.getState(DECIDED_BY);
    }

    /** The frame as the model in force has it. What both say of its tracks is given besides, where there are two. */
    IdentifiedFrame decide(TrackedFrame frame, FacebankIndexes facebank, Consumer<ComparedTrack> compared)
            throws IOException {
        ModelComparison.Side main = step(identifier, evidence, frame, facebank.main());
        if (facebank.shadow() == null) {
            return main.step().frame();
        }
        ModelComparison.Side beside = step(shadowIdentifier, shadowEvidence, frame.seenByShadow(), facebank.shadow());
        ModelComparison.Side deciding = facebank.shadowInForce() ? beside : main;
        ModelComparison.Side other = facebank.shadowInForce() ? main : beside;
        new ModelComparison(facebank.enrolledOnce()).of(frame, deciding, other).forEach(compared);
        return handedOver(deciding, other);
    }

    private static ModelComparison.Side step(
            Identifier identifier, ValueState<IdentifyState> states, TrackedFrame frame, FacebankIndex facebank)
            throws IOException {
        IdentifyState known = states.value();
        IdentifyState before = known == null ? IdentifyState.EMPTY : known;
        Identifier.Step step = identifier.step(before, frame, facebank);
        if (frame.kind() == ObservationKind.ENDED || step.state().tracks().isEmpty()) {
            states.clear();
        } else {
            states.update(step.state());
        }
        return new ModelComparison.Side(before, step);
    }

    /** With the first frame by another model end the faces that only the model before has told apart. */
    private IdentifiedFrame handedOver(ModelComparison.Side deciding, ModelComparison.Side other) throws IOException {
        IdentifiedFrame frame = deciding.step().frame();
        String before = decidedBy.value();
        if (frame.kind() == ObservationKind.ENDED) {
            decidedBy.clear();
        } else if (!frame.modelId().equals(before)) {
            decidedBy.update(frame.modelId());
        }
        if (before == null || before.equals(frame.modelId())) {
            return frame;
        }
        Set<String> known = new HashSet<>();
        deciding.step().state().tracks().forEach(track -> known.add(track.faceId()));
        frame.ended().forEach(end -> known.add(end.trackId()));
        List<IdentifiedTrackEnd> ended = new ArrayList<>(frame.ended());
        for (TrackEvidence track : other.before().tracks()) {
            if (!known.contains(track.faceId())) {
                Decision last = track.decision();
                ended.add(new IdentifiedTrackEnd(
                        track.faceId(),
                        true,
                        frame.capturedAtMillis(),
                        frame.mediaTimeMillis(),
                        last.outcome() == Outcome.PENDING ? last.unknown(Reason.TOO_SHORT) : last));
            }
        }
        return frame.withEnded(ended);
    }

    /**
     * Brings the evidence of the camera in hand, from a checkpoint of a job with perhaps other models, to where it belongs: a model's goes
     * with the model; a model that saw nothing yet begins anew with the same tracks.
     *
     * @param before the models of that job
     */
    void adopt(List<String> before) throws IOException {
        IdentifyState first = evidence.value();
        IdentifyState second = shadowEvidence.value();
        update(evidence, of(modelId, before, first, second));
        update(shadowEvidence, shadowId.isEmpty() ? null : of(shadowId, before, first, second));
    }

    private static @Nullable IdentifyState of(
            String model, List<String> before, @Nullable IdentifyState first, @Nullable IdentifyState second) {
        if (model.equals(before.get(0))) {
            return first;
        }
        if (model.equals(before.get(1))) {
            return second;
        }
        return first == null ? null : first.withoutVectors();
    }

    private static void update(ValueState<IdentifyState> states, @Nullable IdentifyState to) throws IOException {
        if (to == null) {
            states.clear();
        } else {
            states.update(to);
        }
    }
}
