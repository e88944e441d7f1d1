package io.facestream.evaluate.video;

import io.facestream.job.render.Annotation;
import io.facestream.job.render.AnnotationJson;
import io.facestream.job.run.FaceJob;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.CameraReportJson;
import io.facestream.scenes.Passage;
import io.facestream.scenes.SceneEvent;
import io.facestream.scenes.SceneScore;
import io.facestream.scenes.SceneTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares the files of a run that has ended with the truth of its scenes. */
final class SceneJudge {
    /** A video is looked at every 120 ms, and its last frame is shown until it ends. */
    private static final long EARLY_MILLIS = 500;

    private final FacebankStand facebank;
    private final List<SceneEvent> events;
    private final Map<String, List<Look>> looks;
    private final Map<String, CameraReport> reports;
    private final List<String> problems;
    private final List<String> notes = new ArrayList<>();

    private SceneJudge(FacebankStand facebank, Path out, List<String> problems) throws IOException {
        this.facebank = facebank;
        this.problems = new ArrayList<>(problems);
        this.events = SceneEvent.read(out.resolve(FaceJob.EVENTS_FILE));
        this.looks = looks(out.resolve(FaceJob.ANNOTATIONS_FILE), events);
        this.reports = reports(out.resolve(FaceJob.REPORTS_FILE));
    }

    static SceneSet judge(
            SceneFolder folder, Map<Scene, SceneView> views, RunSetup setup, FacebankStand facebank, Path out)
            throws IOException {
        SceneJudge judge = new SceneJudge(facebank, out, folder.problems());
        List<SceneResult> results = new ArrayList<>();
        views.forEach((scene, view) -> results.add(judge.judge(scene, view)));
        return new SceneSet(
                folder.folder(), setup, facebank, results, Thresholds.of(judge.events), judge.problems, judge.notes);
    }

    private SceneResult judge(Scene scene, SceneView view) {
        CameraReport report = reports.getOrDefault(scene.name(), new CameraReport(scene.name(), 0, Map.of()));
        Scene shown = new Scene(scene.name(), scene.video(), shown(scene, report.mediaTimeMillis()));
        strangersByFacebank(shown);
        return SceneResult.of(
                shown,
                view,
                SceneScore.of(scene.name(), shown.truth(), events, scene.name()),
                looks.getOrDefault(scene.name(), List.of()),
                report.totals(),
                facebank.people());
    }

    /** What of the truth the video really shows. */
    private SceneTruth shown(Scene scene, long endMillis) {
        SceneTruth truth = scene.truth();
        if (endMillis + EARLY_MILLIS >= truth.endMillis()) {
            return truth;
        }
        SceneTruth shown = truth.before(endMillis);
        int never = truth.passages().size() - shown.passages().size();
        problems.add(String.format(
                Locale.ROOT,
                "%s: ends at %.1f s (expected: %.1f s, where its truth ends); %d %s left out",
                scene.video(),
                endMillis / 1e3,
                truth.endMillis() / 1e3,
                never,
                never == 1 ? "passage that begins later is" : "passages that begin later are"));
        return shown;
    }

    private void strangersByFacebank(Scene scene) {
        Map<String, Integer> absent = new TreeMap<>();
        for (Passage passage : scene.truth().passages()) {
            if (passage.personId() != null && !facebank.people().contains(passage.personId())) {
                absent.merge(passage.personId(), 1, Integer::sum);
            }
        }
        absent.forEach((person, passages) -> notes.add(scene.name() + ": " + person
                + " is not in the facebank; " + passages + (passages == 1 ? " passage counts" : " passages count")
                + " as not identified"));
    }

    private static Map<String, List<Look>> looks(Path annotations, List<SceneEvent> events) throws IOException {
        Map<String, List<Look>> looks = new HashMap<>();
        if (Files.exists(annotations)) {
            try (Stream<String> lines = Files.lines(annotations)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    Annotation frame = AnnotationJson.read(line);
                    frame.faces()
                            .forEach(face -> looks.computeIfAbsent(frame.cameraId(), camera -> new ArrayList<>())
                                    .add(Look.of(frame, face)));
                }
            }
        }
        for (SceneEvent event : events) {
            // LEFT has the visit's name, which its last track need not have borne.
            if (event.personId() != null && !event.isLast()) {
                looks.computeIfAbsent(event.cameraId(), camera -> new ArrayList<>())
                        .add(Look.of(event));
            }
        }
        return looks;
    }

    private static Map<String, CameraReport> reports(Path file) throws IOException {
        Map<String, CameraReport> reports = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                CameraReport report = CameraReportJson.read(line);
                reports.put(report.cameraId(), report);
            }
        }
        return reports;
    }
}
