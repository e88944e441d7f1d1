package io.facestream.job.render;

import io.facestream.vision.detect.FaceBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One track's boxes over time; between two looks at the face its box is interpolated. */
final class FaceTrail {
    /** Longest time between two looks over which a box is drawn. */
    private static final long MAX_GAP_MILLIS = 600;

    /** How long the last box stays. */
    private static final long LINGER_MILLIS = 120;

    /** What to draw at a moment. */
    record Drawn(FaceBox box, AnnotatedFace face) {}

    private final NavigableMap<Long, AnnotatedFace> looks = new TreeMap<>();

    static List<FaceTrail> of(List<Annotation> annotations) {
        Map<String, FaceTrail> trails = new HashMap<>();
        List<FaceTrail> ordered = new ArrayList<>();
        for (Annotation annotation : annotations) {
            for (AnnotatedFace face : annotation.faces()) {
                FaceTrail trail = trails.get(face.trackId());
                if (trail == null) {
                    trail = new FaceTrail();
                    trails.put(face.trackId(), trail);
                    ordered.add(trail);
                }
                trail.looks.put(annotation.mediaTimeMillis(), face);
            }
        }
        return ordered;
    }

    /** The box at a time and what was known then; empty where the face is not in sight. */
    Optional<Drawn> at(long mediaTimeMillis) {
        Map.Entry<Long, AnnotatedFace> before = looks.floorEntry(mediaTimeMillis);
        if (before == null) {
            return Optional.empty();
        }
        AnnotatedFace from = before.getValue();
        long since = mediaTimeMillis - before.getKey();
        Map.Entry<Long, AnnotatedFace> after = looks.higherEntry(mediaTimeMillis);
        if (after == null || after.getKey() - before.getKey() > MAX_GAP_MILLIS) {
            return since > LINGER_MILLIS ? Optional.empty() : Optional.of(new Drawn(from.box(), from));
        }
        float share = since / (float) (after.getKey() - before.getKey());
        AnnotatedFace to = after.getValue();
        FaceBox box = new FaceBox(
                from.x() + share * (to.x() - from.x()),
                from.y() + share * (to.y() - from.y()),
                from.width() + share * (to.width() - from.width()),
                from.height() + share * (to.height() - from.height()));
        return Optional.of(new Drawn(box, from));
    }
}
