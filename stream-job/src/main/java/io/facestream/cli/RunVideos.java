package io.facestream.cli;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.job.render.AnnotatedVideo;
import io.facestream.job.render.Annotation;
import io.facestream.job.render.AnnotationJson;
import io.facestream.job.render.LiveVideo;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The videos of a run: how long its files are, and the annotated ones that it leaves. */
final class RunVideos {
    private final JobSettings settings;
    private final PrintWriter err;

    RunVideos(JobSettings settings, PrintWriter err) {
        this.settings = settings;
        this.err = err;
    }

    /** Milliseconds to look at, by camera; none for a live one. */
    Map<String, Long> lengths() {
        Map<String, Long> lengths = new HashMap<>();
        for (CameraSpec camera : settings.cameras()) {
            if (!camera.live()) {
                lengths.put(camera.id(), length(camera));
            }
        }
        return lengths;
    }

    private long length(CameraSpec camera) {
        long limit = settings.duration().map(duration -> duration.toMillis()).orElse(Long.MAX_VALUE);
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
            long length = grabber.durationMillis() - settings.start().toMillis();
            return Math.max(1, Math.min(length, limit));
        } catch (IOException e) {
            // The run itself says what is wrong with the camera.
            return 1;
        }
    }

    /** Begins to record the live cameras. */
    List<LiveVideo> record() {
        List<LiveVideo> recordings = new ArrayList<>();
        String run = FaceJob.liveRun(settings);
        if (!run.isEmpty()) {
            for (CameraSpec camera : settings.cameras()) {
                if (camera.live()) {
                    Path target = fileOf(Path.of(run), camera);
                    recordings.add(LiveVideo.open(run, camera.id(), target, settings.blurUnknown()));
                }
            }
        }
        return recordings;
    }

    /** Draws the videos of the cameras that are files; a run without annotations has none. */
    void draw(Path folder) throws IOException {
        if (!settings.annotate()) {
            return;
        }
        Map<String, List<Annotation>> byCamera = annotations(folder);
        for (CameraSpec camera : settings.cameras()) {
            if (!camera.live()) {
                draw(camera, byCamera.getOrDefault(camera.id(), List.of()), fileOf(folder, camera));
            }
        }
    }

    private void draw(CameraSpec camera, List<Annotation> annotations, Path target) {
        long from = settings.start().toMillis();
        long to =
                from + settings.duration().map(duration -> duration.toMillis()).orElse(Long.MAX_VALUE / 2);
        double length = length(camera);
        ProgressLine progress = new ProgressLine("drawing " + camera.id());
        try {
            new AnnotatedVideo(settings.blurUnknown())
                    .render(camera, annotations, target, from, to, at -> progress.show((at - from) / length, ""));
        } catch (IOException e) {
            err.println("facestream: " + camera.id() + ": no annotated video: " + e.getMessage());
        } finally {
            progress.done();
        }
    }

    private static Map<String, List<Annotation>> annotations(Path folder) throws IOException {
        Map<String, List<Annotation>> byCamera = new HashMap<>();
        Path file = folder.resolve(FaceJob.ANNOTATIONS_FILE);
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.map(AnnotationJson::read)
                        .forEach(annotation -> byCamera.computeIfAbsent(annotation.cameraId(), id -> new ArrayList<>())
                                .add(annotation));
            }
        }
        return byCamera;
    }

    private static Path fileOf(Path folder, CameraSpec camera) {
        return folder.resolve(camera.id() + ".annotated.mp4");
    }
}
