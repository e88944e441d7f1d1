package io.facestream.evaluate.video;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.scenes.SceneTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The scenes of a folder: {@code NAME.mp4} (or another video) with {@code NAME.gt.jsonl} beside it.
 *
 * @param scenes by name
 * @param problems what is left out and why, one line each
 */
public record SceneFolder(Path folder, List<Scene> scenes, List<String> problems) {
    private static final String TRUTH = ".gt.jsonl";
    private static final Set<String> VIDEOS = Set.of("mp4", "m4v", "mov", "mkv", "webm", "avi");

    public SceneFolder {
        scenes = List.copyOf(scenes);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the truth of every video; what cannot be used is left out and listed.
     *
     * @throws IOException if there is no scene at all
     */
    public static SceneFolder read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        TreeMap<String, Path> videos = new TreeMap<>();
        TreeMap<String, Path> truths = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(TRUTH)) {
                    truths.put(name.substring(0, name.length() - TRUTH.length()), file);
                } else if (isVideo(name)) {
                    Path other = videos.putIfAbsent(name.substring(0, name.lastIndexOf('.')), file);
                    if (other != null) {
                        problems.add(file + ": left out (expected: one video of this name; " + other.getFileName()
                                + " is another)");
                    }
                }
            }
        }
        List<Scene> scenes = new ArrayList<>();
        videos.forEach((name, video) -> scene(name, video, Optional.ofNullable(truths.remove(name)), problems)
                .ifPresent(scenes::add));
        truths.values().forEach(truth -> problems.add(truth + ": no video (expected: a video of this name beside it)"));
        if (scenes.isEmpty()) {
            problems.add(folder + ": no scene (expected: NAME.mp4 with NAME" + TRUTH + " beside it)");
            throw new IOException(String.join("\n", problems));
        }
        return new SceneFolder(folder, scenes, problems);
    }

    private static Optional<Scene> scene(String name, Path video, Optional<Path> truth, List<String> problems) {
        if (truth.isEmpty()) {
            problems.add(video + ": no truth (expected: " + name + TRUTH + " beside it)");
        } else if (!CameraSpec.isId(name)) {
            problems.add(video + ": left out (expected: a name of letters, digits and . _ -)");
        } else {
            try {
                return Optional.of(new Scene(name, video, SceneTruth.read(truth.get())));
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static boolean isVideo(String name) {
        return VIDEOS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT));
    }
}
