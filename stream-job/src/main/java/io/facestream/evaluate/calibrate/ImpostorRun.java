package io.facestream.evaluate.calibrate;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.SettingsReader;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job on a video in which nobody enrolled is seen.
 *
 * @param key of the facebank; null for the one of the environment
 * @param model as {@code run --model}; null for the default models
 */
public record ImpostorRun(
        Path facebank, @Nullable Path key, @Nullable String model, double fpir) {
    private static final String CAMERA = "camera";

    /** The visits in a video, as those of a camera. */
    public ImpostorVisits watch(String camera, Path video, ModelCard card) throws Exception {
        Path out = Files.createTempDirectory("facestream-impostors");
        try {
            new EmbeddedCluster().run(SettingsReader.read(cameras(video), settings(out), List.of()), progress -> {});
            ImpostorVisits visits = ImpostorVisits.read(out.resolve(FaceJob.EVENTS_FILE), card);
            List<Double> own = visits.excesses().get(CAMERA);
            return new ImpostorVisits(own == null ? Map.of() : Map.of(camera, own));
        } finally {
            delete(out);
        }
    }

    private static List<CameraSpec> cameras(Path video) {
        return List.of(CameraSpec.parse(CAMERA + "=" + video.toAbsolutePath().normalize()));
    }

    private Configuration settings(Path out) {
        Configuration settings = new Configuration();
        settings.set(JobOptions.FACEBANK, facebank.toString());
        settings.set(JobOptions.OUT, out.toString());
        settings.set(JobOptions.USE_LOG, "none"); // nobody is sought: it is a measurement
        settings.set(JobOptions.ANNOTATE, false);
        settings.set(JobOptions.FPIR, fpir);
        if (key != null) {
            settings.set(JobOptions.FACEBANK_KEY, key.toString());
        }
        if (model != null) {
            settings.set(JobOptions.MODEL, model);
        }
        return settings;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
