package io.facestream.job.run;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.source.CameraSource;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.Observation;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where frames come from; they are looked at in the task that reads them, and pixels never leave it. */
final class FrameInputs {
    private static final Duration IDLE_CAMERA = Duration.ofSeconds(5);

    private FrameInputs() {}

    /** The faces of each frame of all cameras. */
    static DataStream<Observation> observations(
            StreamExecutionEnvironment env, JobSettings settings, ModelChoice models) {
        return env.fromSource(cameras(settings), cameraClock(), FaceJob.CAMERAS)
                .uid("cameras")
                .process(new DetectFunction(
                        models, settings.device(), settings.minFaceHeight(), FaceJob.liveRun(settings)))
                .returns(TypeInformation.of(Observation.class))
                .name("detect")
                .uid("detect");
    }

    private static CameraSource cameras(JobSettings settings) {
        CameraSource.Builder cameras = CameraSource.of(settings.cameras())
                .grid(settings.detectEvery())
                .startTime(settings.startTime())
                .startOffset(settings.start())
                .realtime(settings.realtime());
        settings.duration().ifPresent(cameras::limit);
        return cameras.build();
    }

    /** Capture time; a camera that is silent does not hold the others' time back. */
    private static WatermarkStrategy<CameraItem> cameraClock() {
        return WatermarkStrategy.<CameraItem>forMonotonousTimestamps().withIdleness(IDLE_CAMERA);
    }
}
