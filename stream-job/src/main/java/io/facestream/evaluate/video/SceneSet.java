package io.facestream.evaluate.video;

import io.facestream.scenes.SceneScore;
import java.util.List;

/**
 * What a run said of the scenes of one folder.
 *
 * @param name of the folder
 * @param problems what is left out and why
 * @param notes what a reader of the figures has to know
 */
public record SceneSet(
        String name,
        RunSetup setup,
        FacebankStand facebank,
        List<SceneResult> results,
        Thresholds thresholds,
        List<String> problems,
        List<String> notes) {
    public SceneSet {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Passages and visits of each scene. */
    public List<SceneScore> scores() {
        return results.stream().map(SceneResult::score).toList();
    }
}
