package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.scenes.HardPair;
import io.facestream.scenes.SceneEvent;
import io.facestream.scenes.SceneScore;
import io.facestream.scenes.SceneTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The four scenes of the test data: who is named, how soon, and with how many embeddings (G13). */
final class SceneQuality implements Measurement {
    static final List<String> SCENES = List.of("real1", "real2", "photo_cam1", "photo_cam2");

    @Override
    public String name() {
        return "scenes";
    }

    @Override
    public String about() {
        return "four scenes: all identified, none wrong, no stranger named, first name p95 <= 1 s, <= 20 % of faces embedded";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, Path> cameras = new LinkedHashMap<>();
        for (String scene : SCENES) {
            cameras.put(scene, workplace.data("video/scenes/" + scene + ".mp4"));
        }
        Path facebank = workplace.data("video/scene_facebank");
        List<SceneEvent> events = new JobRun(cameras, facebank, workplace.fresh("scenes")).run();
        List<SceneScore> scores = new ArrayList<>();
        for (Map.Entry<String, Path> camera : cameras.entrySet()) {
            SceneTruth truth = SceneTruth.read(HardPair.truthOf(camera.getValue()));
            scores.add(SceneScore.of(camera.getKey(), truth, events, camera.getKey()));
        }
        SceneScore all = SceneScore.sum("all", scores);
        scores.add(all);
        workplace.say(SceneScore.table(scores));
        for (SceneScore score : scores) {
            figures.set(score.scene(), score.toJson(json));
        }
        boolean onceInReal = scores.stream()
                .filter(score -> score.scene().startsWith("real"))
                .allMatch(score -> score.split() == 0 && score.missed() == 0);
        return all.identified() == all.enrolled()
                && all.wronglyNamed() == 0
                && all.strangersNamed() == 0
                && onceInReal
                && all.embeddedShare() <= 0.2
                && Objects.requireNonNullElse(all.firstNameMillis(0.95), Long.MAX_VALUE) <= 1_000;
    }
}
