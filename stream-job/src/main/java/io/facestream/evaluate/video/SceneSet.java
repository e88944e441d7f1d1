package io.facestream.evaluate.video;

import io.facestream.scenes.SceneScore;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run said of the scenes of one folder.
 *
 * @param problems what is left out and why
 * @param notes what a reader of the figures has to know
 */
public record SceneSet(
        Path folder,
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

    /** The folder's own name. */
    String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /** What is left out and why, with the folder's name instead of its path: fit for a page that others read. */
    List<String> problemsWithoutPaths() {
        String path = folder + folder.getFileSystem().getSeparator();
        return problems.stream()
                .map(problem -> problem.replace(path, name() + "/"))
                .toList();
    }

    /** Passages and visits of each scene. */
    public List<SceneScore> scores() {
        return results.stream().map(SceneResult::score).toList();
    }
}
