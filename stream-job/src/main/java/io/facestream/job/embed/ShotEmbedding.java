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
        List<TrackedFace> faces = new ArrayList<>(frame.faces().size());
        Map<String, Long> counts = new TreeMap<>(frame.counts());
        int next = 0;
        for (TrackedFace face : frame.faces()) {
            if (!face.isShot()) {
                faces.add(face);
                continue;
            }
            Embedding embedding = embeddings.get(next++);
            // Written so that a norm that is no number is refused as well.
            if (embedding.norm() >= normGate && embedding.norm() > 0) {
                counts.merge(Counts.FACES_EMBEDDED, 1L, Long::sum);
                faces.add(face.embedded(embedding.unit(), embedding.norm()));
            } else {
                counts.merge(Counts.FACES_REFUSED + FaceRefusal.NOT_A_FACE, 1L, Long::sum);
                faces.add(face.refused(FaceRefusal.NOT_A_FACE));
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
}
