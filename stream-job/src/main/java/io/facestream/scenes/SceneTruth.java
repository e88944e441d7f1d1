package io.facestream.scenes;

import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What truly happens in a scene: its passages, in the order of their start. */
public record SceneTruth(List<Passage> passages) {
    public SceneTruth {
        passages = List.copyOf(passages);
    }

    /**
     * Reads a truth file: JSON lines, either one a passage ({@code id, t0, t1, rect}) or one a frame ({@code t, faces}, each with
     * {@code actor, id, box, visible}). Times are seconds, boxes {@code [x, y, width, height]} in pixels, the id of a stranger is null.
     *
     * @throws IOException that names the first damaged lines, what stands there and what was expected
     */
    public static SceneTruth read(Path file) throws IOException {
        return TruthReader.read(file);
    }

    /**
     * The passage that a face belongs to: the one whose face (or rectangle) of that moment holds the centre of the box, of several the
     * nearest; null where nobody is.
     */
    public @Nullable Passage passageAt(long millis, FaceBox box) {
        return passages.stream()
                .filter(passage -> holds(passage.at(millis), box))
                .min(Comparator.comparingDouble(passage -> distance(passage.at(millis), box)))
                .orElse(null);
    }

    /** When the last passage is over, in media time. */
    public long endMillis() {
        return passages.stream().mapToLong(Passage::toMillis).max().orElse(0);
    }

    /** The same without the passages that begin at this time or later. */
    public SceneTruth before(long millis) {
        return new SceneTruth(passages.stream()
                .filter(passage -> passage.fromMillis() < millis)
                .toList());
    }

    private static boolean holds(Passage.@Nullable Sight sight, FaceBox face) {
        if (sight == null) {
            return false;
        }
        FaceBox box = sight.box();
        float x = face.centreX();
        float y = face.centreY();
        return x >= box.x() && y >= box.y() && x <= box.x() + box.width() && y <= box.y() + box.height();
    }

    private static double distance(Passage.@Nullable Sight sight, FaceBox face) {
        return sight == null
                ? Double.MAX_VALUE
                : Math.hypot(sight.box().centreX() - face.centreX(), sight.box().centreY() - face.centreY());
    }
}
