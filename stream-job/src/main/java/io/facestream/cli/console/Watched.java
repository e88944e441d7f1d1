package io.facestream.cli.console;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.job.uselog.UseLog;
import io.facestream.vision.model.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a console must know of the run that it shows, wherever that runs.
 *
 * @param cameras those that are known beforehand; others are shown when they are heard of
 * @param facebank where people are kept; {@link FacebankInput#none} where that was not said
 * @param identify by what names are given
 * @param model an embedding model, or a folder with a pack; empty for the default pack
 * @param shadowModel a second embedding model, which may come to be in force; empty for none
 * @param device on which this process looks at pictures that are handed in
 * @param crops where the run keeps faces of visits; empty for nowhere
 * @param uses where the log of use is, to which reviews of matches are added
 * @param strangers false where it is known that unknown people are not known again
 * @param shape how the run was started; empty where it was not started by this process
 */
public record Watched(
        List<CameraSpec> cameras,
        FacebankInput facebank,
        IdentifyOptions identify,
        Optional<Path> model,
        Optional<String> shadowModel,
        Device device,
        Optional<KeptCrops> crops,
        Uses uses,
        boolean strangers,
        Optional<Shape> shape) {
    public Watched {
        cameras = List.copyOf(cameras);
    }

    /**
     * Faces of visits.
     *
     * @param keyFile that holds the key that opens them; empty for the one of the environment
     */
    public record KeptCrops(Path folder, Optional<Path> keyFile) {}

    /**
     * Logs of use.
     *
     * @param logs where there may be one; the first that is there is taken
     * @param without why there is none, where there is none
     */
    public record Uses(List<UseLog> logs, String without) {
        public Uses {
            logs = List.copyOf(logs);
        }

        /** No log. */
        public static Uses none(String why) {
            return new Uses(List.of(), why);
        }

        private static Uses of(JobSettings settings) {
            if (!settings.useLog().on()) {
                return none("the run was started with --use-log none");
            }
            List<UseLog> logs = new ArrayList<>();
            settings.eventTopics()
                    .ifPresent(topics -> logs.add(UseLog.of(
                            topics.events().withTopic(settings.useLog().topic()))));
            settings.out().ifPresent(out -> logs.add(UseLog.of(out.resolve(FaceJob.USE_LOG_FILE))));
            return new Uses(
                    logs, logs.isEmpty() ? "the run has no folder for it (--out)" : "no topic for it (--use-log)");
        }
    }

    /** How much runs at a time, and how often it is made sure of. */
    public record Shape(int parallelism, Duration checkpointInterval) {}

    /** A run of this process. */
    public static Watched of(JobSettings settings) {
        return new Watched(
                settings.cameras(),
                settings.facebank(),
                settings.identify(),
                settings.model(),
                settings.shadowModel(),
                settings.device(),
                settings.crops()
                        .map(crops -> new KeptCrops(
                                Path.of(crops.folder()),
                                Optional.of(crops.keyFile())
                                        .filter(file -> !file.isEmpty())
                                        .map(Path::of))),
                Uses.of(settings),
                settings.strangers().isPresent(),
                Optional.of(new Shape(settings.parallelism(), settings.checkpointInterval())));
    }
}
