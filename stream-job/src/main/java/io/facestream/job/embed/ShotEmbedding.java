package io.facestream.job.embed;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.embed.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts vectors in the place of a frame's crops, and refuses those that are no face. */
public final class ShotEmbedding {
    private ShotEmbedding() {}

    /** The crops of the frame's shots, in the order of its faces. */
    public static List<byte[]> crops(TrackedFrame frame) {
        List<byte[]> crops = new ArrayList<>(2);
        for (TrackedFace face : frame.faces()) {
            if (face.isShot()) {
                crops.add(face.crop());
            }
        }
        return crops;
    }

    /**
     * The frame without pixels.
     *
     * @param embeddings one for each of {@link #crops}, in that order
     * @param normGate the embedding's length below which a crop is no face
     */
    public static TrackedFrame apply(TrackedFrame frame, List<Embedding> embeddings, float normGate) {
        return apply(frame, embeddings, normGate, List.of(), 0);
    }

    /**
     * The frame without pixels, as two models see it.
     *
     * @param shadows the shadow model's, one for each of {@link #crops}; empty where there is no shadow model
     * @param shadowGate that model's gate
     */
    static TrackedFrame apply(
            TrackedFrame frame, List<Embedding> embeddings, float normGate, List<Embedding> shadows, float shadowGate) {
        List<TrackedFace> faces = new ArrayList<>(frame.faces().size());
        Map<String, Long> counts = new TreeMap<>(frame.counts());
        int next = 0;
        for (TrackedFace face : frame.faces()) {
            if (!face.isShot()) {
                faces.add(face);
                continue;
            }
            Embedding embedding = embeddings.get(next);
            TrackedFace seen = shadows.isEmpty() ? face : shadowed(face, shadows.get(next), shadowGate);
            next++;
            if (isFace(embedding, normGate)) {
                counts.merge(Counts.FACES_EMBEDDED, 1L, Long::sum);
                faces.add(seen.embedded(embedding.unit(), embedding.norm()));
            } else {
                counts.merge(Counts.FACES_REFUSED + FaceRefusal.NOT_A_FACE, 1L, Long::sum);
                faces.add(seen.refused(FaceRefusal.NOT_A_FACE));
            }
        }
        return new TrackedFrame(
                frame.cameraId(),
                frame.kind(),
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                faces,
                frame.ended(),
                counts,
                frame.detail());
    }

    private static TrackedFace shadowed(TrackedFace face, Embedding shadow, float gate) {
        return isFace(shadow, gate) ? face.shadowed(shadow.unit(), shadow.norm()) : face;
    }

    /** Written so that a norm that is no number is refused as well. */
    private static boolean isFace(Embedding embedding, float gate) {
        return embedding.norm() >= gate && embedding.norm() > 0;
    }
}
