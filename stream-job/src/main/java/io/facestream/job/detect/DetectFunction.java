package io.facestream.job.detect;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.job.metrics.ModelFigures;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.model.OptionalModels;
import io.facestream.job.observe.Observation;
import io.facestream.job.render.LiveVideo;
import io.facestream.job.watch.RunView;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.liveness.LivenessCropper;
import io.facestream.vision.liveness.LivenessModel;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the faces in each frame, on the thread that received it. It is chained behind the source: the pixels stay in this task, and only
 * boxes and aligned crops leave.
 */
public final class DetectFunction extends ProcessFunction<CameraItem, Observation> {
    private static final long serialVersionUID = 1L;

    /** Accumulators, to show progress: the media time reached by a camera, in milliseconds. */
    public static final String POSITION = "position.";

    /** Accumulator: frames that were looked at. */
    public static final String FRAMES = "frames";

    /** Accumulator: cameras that have ended since the job started, or restarted. */
    public static final String ENDED = "cameras-ended";

    /** Label of the metrics. */
    private static final String MODEL = "detect";

    private final ModelChoice models;
    private final String device;
    private final float minFaceHeight;
    private final String liveRun;
    private final String view;
    private final String endedCounter;
    private final OptionalModels optional;
    private transient FaceAnalyzer analyzer;
    private transient ModelFigures figures;
    private transient @Nullable LivenessCropper liveness;

    /**
     * @param liveRun name under which {@link LiveVideo} records this run's live cameras; empty for none
     * @param view name of the {@link RunView} of this run; empty for none
     * @param endedCounter accumulator of cameras that have ended; empty where another operator counts them
     */
    public DetectFunction(
            ModelChoice models,
            Device device,
            float minFaceHeight,
            String liveRun,
            String view,
            String endedCounter,
            OptionalModels optional) {
        this.models = models;
        this.device = device.toString();
        this.minFaceHeight = minFaceHeight;
        this.liveRun = liveRun;
        this.view = view;
        this.endedCounter = endedCounter;
        this.optional = optional;
    }

    @Override
    public void open(OpenContext context) {
        ModelPack pack = models.open();
        analyzer = FaceAnalyzer.open(
                pack,
                Device.parse(device),
                AnalyzerOptions.defaults().withMinFaceHeight(minFaceHeight).withPoseModel(optional.pose()));
        figures = new ModelFigures();
        figures.registerTime(getRuntimeContext().getMetricGroup(), MODEL);
        ModelFigures.registerProvider(getRuntimeContext().getMetricGroup(), MODEL, device, analyzer.provider());
        liveness =
                optional.liveness() ? new LivenessCropper(LivenessModel.in(pack).card()) : null;
    }

    @Override
    public void close() {
        if (analyzer != null) {
            analyzer.close();
        }
        if (liveness != null) {
            liveness.close();
        }
    }

    @Override
    public void processElement(CameraItem item, Context context, Collector<Observation> out) {
        if (item instanceof Frame frame) {
            long began = System.nanoTime();
            List<Face> faces = analyzer.analyze(frame.picture());
            figures.called(began);
            out.collect(Observations.frame(frame, faces, liveness));
            getRuntimeContext().getLongCounter(FRAMES).add(1);
            if (!view.isEmpty()) {
                RunView.find(view)
                        .ifPresent(watched ->
                                watched.frame(frame.cameraId(), frame.capturedAtMillis(), frame.picture(), began));
            }
            if (frame.mediaTimeMillis() == Frame.LIVE) {
                LiveVideo.find(liveRun, frame.cameraId())
                        .ifPresent(video -> video.frame(frame.capturedAtMillis(), frame.picture()));
            } else {
                position(frame);
            }
        } else if (item instanceof CameraStatus status) {
            out.collect(Observations.status(status));
        } else if (item instanceof FrameRefused refused) {
            out.collect(Observations.refused(refused));
        } else if (item instanceof CameraEnded ended) {
            out.collect(Observations.ended(ended));
            RunView.find(view).ifPresent(watched -> watched.end(ended.cameraId()));
            if (!endedCounter.isEmpty()) {
                getRuntimeContext().getLongCounter(endedCounter).add(1);
            }
        }
    }

    private void position(Frame frame) {
        LongCounter position = getRuntimeContext().getLongCounter(POSITION + frame.cameraId());
        position.add(frame.mediaTimeMillis() - position.getLocalValuePrimitive());
    }
}
