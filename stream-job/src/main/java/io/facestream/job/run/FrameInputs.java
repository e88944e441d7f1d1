package io.facestream.job.run;

import static java.util.Objects.requireNonNull;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.source.CameraSource;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.frames.KafkaFrame;
import io.facestream.job.frames.KafkaFrames;
import io.facestream.job.frames.KafkaFramesSource;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.Observation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Where frames come from; they are looked at in the task that decodes them, and pixels never leave it.
 *
 * @param observations the faces of each frame of all cameras
 * @param deadLetters records of topics that were refused; empty where there are no topics
 */
record FrameInputs(DataStream<Observation> observations, Optional<DataStream<DeadLetter>> deadLetters) {
    private static final Duration IDLE_CAMERA = Duration.ofSeconds(5);

    /** The cameras and the topics of frames. */
    static FrameInputs of(StreamExecutionEnvironment env, JobSettings settings, ModelChoice models) {
        if (settings.frames().topics().isEmpty()) {
            return new FrameInputs(cameras(env, settings, models), Optional.empty());
        }
        SingleOutputStreamOperator<CameraItem> frames = frames(env, settings);
        DataStream<Observation> observations = frames.process(detector(settings, models, ""))
                .returns(TypeInformation.of(Observation.class))
                .name("detect frames")
                .uid("detect-frames");
        return new FrameInputs(
                settings.cameras().isEmpty() && settings.camerasFile().isEmpty()
                        ? observations
                        : observations.union(cameras(env, settings, models)),
                Optional.of(frames.getSideOutput(DeadLetter.TAG)));
    }

    private static DataStream<Observation> cameras(
            StreamExecutionEnvironment env, JobSettings settings, ModelChoice models) {
        return env.fromSource(cameras(settings), cameraClock(), FaceJob.CAMERAS)
                .uid("cameras")
                .process(detector(settings, models, DetectFunction.ENDED))
                .returns(TypeInformation.of(Observation.class))
                .name("detect")
                .uid("detect");
    }

    /** Coded frames go to their camera's task, where they are decoded in the chain of the detector. */
    private static SingleOutputStreamOperator<CameraItem> frames(StreamExecutionEnvironment env, JobSettings settings) {
        List<KafkaAddress> topics = settings.frames().topics();
        @Nullable DataStream<KafkaFrame> coded = null;
        Set<String> uids = new HashSet<>();
        for (KafkaAddress topic : topics) {
            // the cluster may move; only topics of one name in two clusters are told apart by it
            String uid = "frames-" + topic.topic();
            DataStream<KafkaFrame> next =
                    topic(env, settings, topic, uids.add(uid) ? uid : uid + "-" + topic.servers());
            coded = coded == null ? next : coded.union(next);
        }
        return requireNonNull(coded)
                .keyBy(KafkaFrame::cameraId)
                .process(new KafkaFrames(settings.frames(), settings.detectEvery()))
                .returns(CameraSource.ITEM_TYPE)
                .name("decode frames")
                .uid("frames");
    }

    private static DataStream<KafkaFrame> topic(
            StreamExecutionEnvironment env, JobSettings settings, KafkaAddress topic, String uid) {
        return env.fromSource(
                        KafkaFramesSource.of(topic, settings.frames().from()),
                        KafkaFramesSource.captureTime(),
                        topic.topic())
                .uid(uid);
    }

    private static DetectFunction detector(JobSettings settings, ModelChoice models, String endedCounter) {
        return new DetectFunction(
                models,
                settings.device(),
                settings.minFaceHeight(),
                FaceJob.liveRun(settings),
                settings.view(),
                endedCounter,
                settings.optionalModels());
    }

    private static CameraSource cameras(JobSettings settings) {
        CameraSource.Builder cameras = CameraSource.of(settings.cameras())
                .grid(settings.detectEvery())
                .startTime(settings.startTime())
                .startOffset(settings.start())
                .realtime(settings.realtime());
        settings.camerasFile().ifPresent(cameras::registry);
        settings.duration().ifPresent(cameras::limit);
        return cameras.build();
    }

    /** Capture time; a camera that is silent does not hold the others' time back. */
    private static WatermarkStrategy<CameraItem> cameraClock() {
        return WatermarkStrategy.<CameraItem>forMonotonousTimestamps().withIdleness(IDLE_CAMERA);
    }
}
