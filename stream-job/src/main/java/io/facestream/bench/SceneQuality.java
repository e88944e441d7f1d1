package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.video.SceneFolder;
import io.facestream.scenes.SceneScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The four scenes of the test data: who is named, how soon, and with how many embeddings (G13). */
final class SceneQuality implements Measurement {
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
        SceneFolder folder = SceneFolder.read(workplace.data("video/scenes"));
        Path facebank = workplace.data("video/scene_facebank");
        List<SceneScore> scores = new ArrayList<>(
                JobRun.judged(workplace.fresh("scenes")).run(folder, facebank).scores());
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
