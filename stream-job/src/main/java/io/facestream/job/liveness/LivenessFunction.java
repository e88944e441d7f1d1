package io.facestream.job.liveness;

import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.liveness.LivenessModel;
import io.facestream.vision.model.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Scores the shots of each frame and tells every face what is known of its track's liveness. The crops that told it go no further. */
public final class LivenessFunction extends KeyedProcessFunction<String, TrackedFrame, TrackedFrame> {
    private static final long serialVersionUID = 1L;

    private final ModelChoice models;
    private final String device;
    private transient LivenessModel model;
    private transient ValueState<LivenessState> states;

    public LivenessFunction(ModelChoice models, Device device) {
        this.models = models;
        this.device = device.toString();
    }

    @Override
    public void open(OpenContext context) {
        model = LivenessModel.open(models.open(), Device.parse(device));
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("liveness", LivenessState.class));
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }

    @Override
    public void processElement(TrackedFrame frame, Context context, Collector<TrackedFrame> out) throws Exception {
        if (frame.faces().isEmpty() && frame.ended().isEmpty() && frame.kind() != ObservationKind.ENDED) {
            out.collect(frame);
            return;
        }
        LivenessState state = states.value();
        Map<String, TrackScores> tracks = new LinkedHashMap<>();
        (state == null ? LivenessState.EMPTY : state).tracks().forEach(track -> tracks.put(track.trackId(), track));
        List<TrackedFace> faces = new ArrayList<>(frame.faces().size());
        for (TrackedFace face : frame.faces()) {
            TrackScores scores = tracks.getOrDefault(face.trackId(), new TrackScores(face.trackId()));
            if (face.isToBeScored()) {
                scores = scores.with(model.score(face.livenessCrop()));
                tracks.put(face.trackId(), scores);
            }
            faces.add(face.scored(scores.judged(model.threshold())));
        }
        for (TrackEnd end : frame.ended()) {
            tracks.remove(end.trackId());
        }
        keep(frame, tracks);
        out.collect(frame.with(faces));
    }

    private void keep(TrackedFrame frame, Map<String, TrackScores> tracks) throws Exception {
        if (frame.kind() == ObservationKind.ENDED || tracks.isEmpty()) {
            states.clear();
        } else {
            states.update(new LivenessState(List.copyOf(tracks.values())));
        }
    }
}
