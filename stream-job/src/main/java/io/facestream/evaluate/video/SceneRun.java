package io.facestream.evaluate.video;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/**
 * Runs the job on the scenes of a folder, as {@code ./facestream run} does, and judges what it said. The scenes are always shown whole and
 * as fast as they are looked at.
 */
public final class SceneRun {
    private final Configuration base;
    private final Path out;

    /**
     * @param base settings of the job; those that say what is watched and where results go are not heeded
     * @param out folder that takes the run's files; those of an earlier run are deleted
     */
    public SceneRun(Configuration base, Path out) {
        this.base = base;
        this.out = out;
    }

    /** The settings of the job; an {@link IllegalArgumentException} lists every problem. */
    public JobSettings settings(SceneFolder folder, Path facebank) {
        Configuration configuration = new Configuration(base);
        for (var option : Set.of(
                JobOptions.FRAMES,
                JobOptions.CAMERAS_FILE,
                JobOptions.EVENTS,
                JobOptions.START,
                JobOptions.DURATION,
                JobOptions.REALTIME,
                JobOptions.CROPS)) {
            configuration.removeConfig(option);
        }
        configuration.set(JobOptions.FACEBANK, facebank.toString());
        configuration.set(JobOptions.OUT, out.toString());
        configuration.set(JobOptions.USE_LOG, "none"); // nobody is sought: it is a measurement
        configuration.set(JobOptions.ANNOTATE, true);
        List<CameraSpec> cameras = new ArrayList<>();
        folder.scenes()
                .forEach(scene -> cameras.add(CameraSpec.parse(
                        scene.name() + "=" + scene.video().toAbsolutePath().normalize())));
        return SettingsReader.read(cameras, configuration, List.of());
    }

    /** Runs the job to its end and judges it. */
    public SceneSet run(SceneFolder folder, Path facebank) throws Exception {
        Map<Scene, SceneView> views = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>(folder.problems());
        for (Scene scene : folder.scenes()) {
            try {
                views.put(scene, SceneView.of(scene.name(), scene.video()));
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (views.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
        SceneFolder readable = new SceneFolder(folder.folder(), List.copyOf(views.keySet()), problems);
        JobSettings settings = settings(readable, facebank);
        ModelPack pack = new ModelChoice(settings.model().map(Path::toString).orElse("")).open();
        MasterKey key = MasterKey.find(
                        base.getOptional(JobOptions.FACEBANK_KEY).map(Path::of).orElse(null))
                .orElse(null);
        FacebankStand stand = FacebankStand.of(facebank, pack, settings.device(), key);
        watch(settings, views);
        return SceneJudge.judge(readable, views, RunSetup.of(pack.embedding().card(), settings), stand, out);
    }

    private void watch(JobSettings settings, Map<Scene, SceneView> views) throws Exception {
        Files.createDirectories(out);
        for (String file :
                List.of(FaceJob.EVENTS_FILE, FaceJob.ANNOTATIONS_FILE, FaceJob.REPORTS_FILE, FaceJob.JOURNEYS_FILE)) {
            Files.deleteIfExists(out.resolve(file));
        }
        ProgressLine line = new ProgressLine("watching");
        try {
            new EmbeddedCluster().run(settings, counters -> show(line, counters, views));
        } finally {
            line.done();
        }
    }

    private static void show(ProgressLine line, Map<String, Long> counters, Map<Scene, SceneView> views) {
        long done = 0;
        long total = 0;
        for (Map.Entry<Scene, SceneView> view : views.entrySet()) {
            long length = Math.max(1, view.getValue().lengthMillis());
            total += length;
            done += Math.min(
                    length,
                    counters.getOrDefault(
                            DetectFunction.POSITION + view.getKey().name(), 0L));
        }
        line.show((double) done / total, done / 1_000 + " of " + total / 1_000 + " s of video");
    }
}
