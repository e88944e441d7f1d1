package io.facestream.job.run;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.crop.CropsOptions;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.frames.FramesOptions;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.journey.JourneyOptions;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.latecomer.LatecomerOptions;
import io.facestream.job.model.OptionalModels;
import io.facestream.job.stranger.StrangerOptions;
import io.facestream.job.track.TrackerOptions;
import io.facestream.job.uselog.UseLogOptions;
import io.facestream.job.visit.VisitOptions;
import io.facestream.vision.model.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Everything that a run needs to know.
 *
 * @param camerasFile a list of further cameras, which is watched; empty for none
 * @param frames topics that hold frames, and how they are taken
 * @param facebank where it comes from: a folder, a file or a topic
 * @param model an embedding model, or a folder with a pack; empty for the default pack
 * @param shadowModel a second embedding model, which decides beside the first and changes nothing; empty for none
 * @param optionalModels which of the pack's optional models are used
 * @param minFaceHeight smallest face to look for, pixels
 * @param detectEvery distance of the frames that are looked at, in media time
 * @param startTime capture time of the beginning of a file
 * @param start position at which files begin
 * @param duration how much of each camera is looked at; empty for all
 * @param out folder for events, annotations and counts; empty for none
 * @param annotate whether annotated videos are wanted; they need an output folder
 * @param blurUnknown whether faces without a name are made unrecognisable in them
 * @param crops where the best crop of each visit is kept; empty for nowhere
 * @param kafka settings of Kafka's clients; they may hold passwords
 * @param eventTopics the topics that events go to; empty for none
 * @param eventSinks where events go besides, as lines of JSON
 * @param latecomers whether and how visits get a name when somebody is enrolled later
 * @param strangers whether and how unknown people are known again; only with {@code latecomers}
 * @param useLog whether and where a log of use is kept
 * @param view name of the view through which this process watches the run; empty for none
 */
public record JobSettings(
        List<CameraSpec> cameras,
        Optional<CamerasFile> camerasFile,
        FramesOptions frames,
        FacebankInput facebank,
        Optional<Path> model,
        Optional<String> shadowModel,
        Device device,
        OptionalModels optionalModels,
        float minFaceHeight,
        Duration detectEvery,
        boolean realtime,
        Instant startTime,
        Duration start,
        Optional<Duration> duration,
        int parallelism,
        Duration checkpointInterval,
        Optional<Path> out,
        boolean annotate,
        boolean blurUnknown,
        Optional<CropsOptions> crops,
        Map<String, String> kafka,
        Optional<EventTopics> eventTopics,
        List<Sink<String>> eventSinks,
        TrackerOptions tracker,
        IdentifyOptions identify,
        VisitOptions visits,
        JourneyOptions journeys,
        Optional<LatecomerOptions> latecomers,
        Optional<StrangerOptions> strangers,
        UseLogOptions useLog,
        String view) {}
