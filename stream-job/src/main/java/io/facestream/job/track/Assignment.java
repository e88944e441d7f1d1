package io.facestream.job.track;

import io.facestream.job.observe.ObservedFace;
import io.facestream.vision.detect.FaceBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Decides which face of a frame continues which track: the best pairs first, each face and each track once. */
final class Assignment {
    private static final float MIN_IOU = 0.15f;
    /** Distance of centres, in mean box sides, up to which a face may continue a track without overlap. */
    private static final float MAX_DISTANCE = 0.7f;

    private static final float MAX_SIZE_RATIO = 1.7f;

    private record Pair(int track, int face, float cost) {}

    private Assignment() {}

    /** For each face the index of its track, or -1. */
    static int[] assign(List<Track> tracks, List<ObservedFace> faces, long atMillis) {
        List<Pair> pairs = new ArrayList<>();
        for (int t = 0; t < tracks.size(); t++) {
            FaceBox expected = tracks.get(t).expectedAt(atMillis);
            for (int f = 0; f < faces.size(); f++) {
                float cost = cost(expected, faces.get(f));
                if (cost < Float.MAX_VALUE) {
                    pairs.add(new Pair(t, f, cost));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::cost)
                .thenComparingInt(Pair::track)
                .thenComparingInt(Pair::face));
        int[] trackOf = new int[faces.size()];
        Arrays.fill(trackOf, -1);
        boolean[] taken = new boolean[tracks.size()];
        for (Pair pair : pairs) {
            if (trackOf[pair.face] < 0 && !taken[pair.track]) {
                trackOf[pair.face] = pair.track;
                taken[pair.track] = true;
            }
        }
        return trackOf;
    }

    private static float cost(FaceBox expected, ObservedFace face) {
        FaceBox box = new FaceBox(face.x(), face.y(), face.width(), face.height());
        float ratio = Math.max(expected.height() / box.height(), box.height() / expected.height());
        if (ratio > MAX_SIZE_RATIO) {
            return Float.MAX_VALUE;
        }
        float iou = expected.iou(box);
        float side = (expected.width() + expected.height() + box.width() + box.height()) / 4;
        float distance =
                (float) Math.hypot(expected.centreX() - box.centreX(), expected.centreY() - box.centreY()) / side;
        return iou < MIN_IOU && distance > MAX_DISTANCE ? Float.MAX_VALUE : 1 - iou + distance + 0.3f * (ratio - 1);
    }
}
