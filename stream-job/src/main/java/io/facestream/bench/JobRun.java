package io.facestream.bench;

import io.facestream.evaluate.video.SceneRun;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import io.facestream.scenes.SceneEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Runs the job in this process on video files, as {@code ./facestream run --no-annotate} does. */
final class JobRun {
    private final Map<String, Path> cameras;
    private final Path facebank;
    private final Path out;
    private final Configuration options = new Configuration();

    /** @param cameras video by camera id */
    JobRun(Map<String, Path> cameras, Path facebank, Path out) {
        this.cameras = cameras;
        this.facebank = facebank;
        this.out = out;
        options.set(JobOptions.ANNOTATE, false);
        options.set(JobOptions.DEVICE, "cpu");
    }

    /** Runs the job on scenes and judges it, as {@code ./facestream evaluate video} does. */
    static SceneRun judged(Path out) {
        Configuration options = new Configuration();
        options.set(JobOptions.DEVICE, "cpu");
        return new SceneRun(options, out);
    }

    JobRun parallelism(int slots) {
        options.set(JobOptions.PARALLELISM, slots);
        return this;
    }

    JobRun checkpointInterval(Duration interval) {
        options.set(JobOptions.CHECKPOINT_INTERVAL, interval);
        return this;
    }

    JobRun duration(Duration duration) {
        options.set(JobOptions.DURATION, duration);
        return this;
    }

    /** Has a second model decide beside the first. */
    JobRun shadow(Path model) {
        options.set(JobOptions.SHADOW_MODEL, model.toString());
        return this;
    }

    /** Watches the cameras of a topic instead, until so many have ended. */
    JobRun frames(String topic, int cameras) {
        options.set(JobOptions.FRAMES, List.of(topic));
        options.set(JobOptions.FRAMES_UNTIL_ENDED, cameras);
        return this;
    }

    JobSettings settings() {
        List<CameraSpec> specs = new ArrayList<>();
        cameras.forEach((id, video) -> specs.add(CameraSpec.parse(id + "=" + video.toAbsolutePath())));
        options.set(JobOptions.FACEBANK, facebank.toString());
        options.set(JobOptions.OUT, out.toString());
        return SettingsReader.read(specs, options, List.of());
    }

    List<SceneEvent> run() throws Exception {
        Files.createDirectories(out);
        Files.deleteIfExists(out.resolve(FaceJob.EVENTS_FILE));
        Files.deleteIfExists(out.resolve(FaceJob.REPORTS_FILE));
        new EmbeddedCluster().run(settings(), progress -> {});
        return events();
    }

    private List<SceneEvent> events() throws IOException {
        return SceneEvent.read(out.resolve(FaceJob.EVENTS_FILE));
    }
}
