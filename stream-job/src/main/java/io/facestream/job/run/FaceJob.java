package io.facestream.job.run;

import io.facestream.job.embed.EmbedOperatorFactory;
import io.facestream.job.embed.EmbeddingServices;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.kafka.TransactionTimes;
import io.facestream.job.liveness.LivenessFunction;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.Observation;
import io.facestream.job.shadow.ShadowModel;
import io.facestream.job.track.TrackFunction;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.visit.VisitFunction;
import io.facestream.vision.model.ModelCard;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology: cameras, detect, track, embed, identify, visits, events. It is the same in one process and on a cluster; only its
 * sources and sinks differ.
 */
public final class FaceJob {
    /** Name of the vertex that holds the cameras; when it has finished, all of them have ended. */
    public static final String CAMERAS = "cameras";

    /** Longest that a record waits for others before it goes on to the next task; Flink's 100 ms would be most of a sighting's latency. */
    public static final long BUFFER_TIMEOUT_MILLIS = 10;

    /** Fixed for ever: savepoints depend on it. */
    static final int MAX_PARALLELISM = 4096;

    /** A disk that is full for a while costs checkpoints, not the job: sightings go on, events are committed later. */
    private static final int FAILED_CHECKPOINTS = 1_000;

    /** Files of the output folder. */
    public static final String EVENTS_FILE = "events.jsonl";

    public static final String ANNOTATIONS_FILE = "annotations.jsonl";
    public static final String JOURNEYS_FILE = "journeys.jsonl";
    public static final String REPORTS_FILE = "cameras.jsonl";
    public static final String USE_LOG_FILE = "use-log.jsonl";
    public static final String DEAD_LETTERS_FILE = "dead-letters.jsonl";

    private FaceJob() {}

    /** The models that decide: the job's, and one that is tried beside it. */
    private record Models(ModelChoice first, Optional<ModelChoice> shadow) {}

    /** Adds the whole job to an environment. */
    public static void build(StreamExecutionEnvironment env, JobSettings settings) {
        Models models = prepare(env, settings);
        settings.optionalModels().requireIn(models.first().open());
        EmbedOperatorFactory embed = models.shadow()
                .map(second -> EmbeddingServices.operator(
                        models.first(), settings.device(), card(models.first()), second, card(second)))
                .orElseGet(() -> EmbeddingServices.operator(models.first(), settings.device(), card(models.first())));
        recognise(env, settings, models, FrameInputs.of(env, settings, models.first()), embed);
    }

    /**
     * Adds all that comes behind the detector to an environment: the same operators under the same uids, for faces that were found
     * elsewhere.
     *
     * @param observations adds where they come from; a camera's in the order of their time
     * @param embed makes vectors of crops
     */
    public static void buildBehindDetection(
            StreamExecutionEnvironment env,
            JobSettings settings,
            Function<StreamExecutionEnvironment, DataStream<Observation>> observations,
            EmbedOperatorFactory embed) {
        Models models = prepare(env, settings);
        recognise(env, settings, models, new FrameInputs(observations.apply(env), Optional.empty()), embed);
    }

    private static Models prepare(StreamExecutionEnvironment env, JobSettings settings) {
        settings.eventTopics().ifPresent(TransactionTimes::check);
        FacebankStreams.check(settings.facebank());
        ModelChoice models =
                new ModelChoice(settings.model().map(Path::toString).orElse(""));
        ModelCard card = card(models);
        settings.identify().calibration().requireModel(card);
        Optional<ModelChoice> shadow = settings.shadowModel().map(models::embeddingBy);
        FacebankStreams.checkModels(settings.facebank(), card, shadow.map(second -> ShadowModel.require(second, card)));
        env.setMaxParallelism(MAX_PARALLELISM);
        env.setParallelism(settings.parallelism());
        env.getConfig().enableObjectReuse();
        env.setBufferTimeout(BUFFER_TIMEOUT_MILLIS);
        env.enableCheckpointing(settings.checkpointInterval().toMillis());
        env.getCheckpointConfig().setTolerableCheckpointFailureNumber(FAILED_CHECKPOINTS);
        return new Models(models, shadow);
    }

    private static ModelCard card(ModelChoice model) {
        return model.open().embedding().card();
    }

    /** From the faces of frames to events. */
    private static void recognise(
            StreamExecutionEnvironment env,
            JobSettings settings,
            Models models,
            FrameInputs inputs,
            EmbedOperatorFactory embed) {
        DataStream<TrackedFrame> shots = inputs.observations()
                .keyBy(Observation::cameraId)
                .process(new TrackFunction(settings.tracker()))
                .returns(TypeInformation.of(TrackedFrame.class))
                .name("track")
                .uid("track");
        DataStream<TrackedFrame> tracked = Crops.tap(settings, scored(settings, models.first(), shots))
                .transform("embed", TypeInformation.of(TrackedFrame.class), embed)
                .uid("embed");
        BroadcastStream<FacebankUpdate> facebank =
                FacebankStreams.updates(env, settings, models.first(), models.shadow());
        IdentifyFunction identify = new IdentifyFunction(
                settings.identify(), models.first(), settings.facebank().vectors());
        models.shadow().ifPresent(identify::beside);
        SingleOutputStreamOperator<IdentifiedFrame> identified = DataStreamUtils.reinterpretAsKeyedStream(
                        tracked, TrackedFrame::cameraId)
                .connect(facebank)
                .process(settings.latecomers().isPresent() ? identify.tellingEnrolments() : identify)
                .returns(TypeInformation.of(IdentifiedFrame.class))
                .name("identify")
                .uid("identify");
        VisitFunction visiting = new VisitFunction(settings.visits());
        SingleOutputStreamOperator<IdentityEvent> visits = DataStreamUtils.reinterpretAsKeyedStream(
                        Crops.pick(settings, identified), IdentifiedFrame::cameraId)
                .process(UseLogOutputs.wanted(settings) ? visiting.tellingUse() : visiting)
                .returns(TypeInformation.of(IdentityEvent.class))
                .name("visits")
                .uid("visits");
        Crops.write(settings, visits);
        DataStream<IdentityEvent> events = FacebankStreams.withErasures(
                settings,
                PersonStreams.events(settings, models.first(), models.shadow(), identified, visits),
                identified);
        UseLogOutputs.write(settings, visits.getSideOutput(VisitFunction.USE), events);
        EventOutputs.write(settings, identified, events, visits.getSideOutput(VisitFunction.REPORTS));
        if (models.shadow().isPresent()) {
            EventOutputs.writeComparedTracks(settings, identified.getSideOutput(IdentifyFunction.COMPARED));
        }
        FacebankStreams.withRefused(settings, inputs.deadLetters(), identified)
                .ifPresent(refused -> EventOutputs.writeDeadLetters(settings, refused));
        PersonStreams.journeys(settings, events).ifPresent(journeys -> EventOutputs.writeJourneys(settings, journeys));
    }

    /** The shots with what is known of their liveness; where nobody asks for that the flow is as without it. */
    private static DataStream<TrackedFrame> scored(
            JobSettings settings, ModelChoice models, DataStream<TrackedFrame> shots) {
        if (!settings.optionalModels().liveness()) {
            return shots;
        }
        return DataStreamUtils.reinterpretAsKeyedStream(shots, TrackedFrame::cameraId)
                .process(new LivenessFunction(models, settings.device()))
                .returns(TypeInformation.of(TrackedFrame.class))
                .name("liveness")
                .uid("liveness");
    }

    /** Name under which live cameras are recorded; empty where they are not. */
    public static String liveRun(JobSettings settings) {
        return settings.annotate() ? settings.out().map(Path::toString).orElse("") : "";
    }
}
