package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.video.SceneFolder;
import io.facestream.scenes.HardPair;
import io.facestream.scenes.HardScenes;
import io.facestream.scenes.SceneScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Five pairs of hard scenes: 80 passages of enrolled people, 80 of strangers, some 430 people enrolled. */
final class HardSceneQuality implements Measurement {
    private static final int LEAST_IDENTIFIED = 70;
    private static final int MOST_STRANGERS_NAMED = 1;

    @Override
    public String name() {
        return "hard";
    }

    @Override
    public String about() {
        return "ten hard scenes: >= 70 of 80 identified, <= 1 of 80 strangers named, none wrong, first name p95 <= 1 s";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        HardScenes scenes = HardScenes.open(workplace.data("lfw"), workplace.tool("make_photo_scene.py"));
        ObjectMapper json = new ObjectMapper();
        List<SceneScore> scores = new ArrayList<>();
        for (int pair = 1; pair <= HardScenes.PAIRS; pair++) {
            workplace.say("pair " + pair + " of " + HardScenes.PAIRS);
            HardPair made = scenes.make(pair, workplace.cache("scenes"));
            scores.addAll(score(made, workplace.fresh("hard-" + pair)));
        }
        SceneScore all = SceneScore.sum("all", scores);
        scores.add(all);
        workplace.say(SceneScore.table(scores));
        for (SceneScore score : scores) {
            figures.set(score.scene(), score.toJson(json));
        }
        return all.identified() >= LEAST_IDENTIFIED
                && all.strangersNamed() <= MOST_STRANGERS_NAMED
                && all.wronglyNamed() == 0
                && Objects.requireNonNullElse(all.firstNameMillis(0.95), Long.MAX_VALUE) <= 1_000;
    }

    /** Runs the job on both scenes of a pair. */
    static List<SceneScore> score(HardPair pair, Path out) throws Exception {
        Path scenes = Objects.requireNonNull(pair.a().getParent(), "the folder of " + pair.a());
        return JobRun.judged(out).run(SceneFolder.read(scenes), pair.facebank()).scores().stream()
                .map(score -> SceneScore.sum(pair.number() + score.scene(), List.of(score)))
                .toList();
    }
}
