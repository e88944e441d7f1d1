package io.facestream.job.detect;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import io.facestream.vision.Face;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.liveness.LivenessCropper;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.quality.QualityGate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes observations of what a camera says: the pixels stay behind. */
public final class Observations {
    private static final byte[] NO_CROP = new byte[0];
    /** Half faces at the frame's edge are what strangers get a name by: their crops are alike. */
    private static final float LEAST_INSIDE = 0.9f;

    private static final float LEAST_CROP_INSIDE = 0.8f;

    /** Where the ArcFace template of 112 x 112 pixels has its left eye, and how far the right one is. */
    private static final float TEMPLATE_EYE_X = 38.3f;

    private static final float TEMPLATE_EYE_Y = 51.7f;
    private static final float TEMPLATE_EYE_DISTANCE = 35.2f;

    private static final QualityGate GATE = QualityGate.recognition();
    private static final Comparator<Face> LEFT_TO_RIGHT = Comparator.comparingDouble(
                    (Face face) -> face.box().x())
            .thenComparingDouble(face -> face.box().y());

    private Observations() {}

    /** A frame and the faces found in it. */
    public static Observation frame(Frame frame, List<Face> found) {
        return frame(frame, found, null);
    }

    /**
     * A frame and the faces found in it.
     *
     * @param liveness cuts what the liveness model looks at, of each face that may become a shot; none where nobody asks
     */
    static Observation frame(Frame frame, List<Face> found, @Nullable LivenessCropper liveness) {
        Map<String, Long> counts = counts(frame.countsSinceLast());
        List<Face> sorted = new ArrayList<>(found);
        sorted.sort(LEFT_TO_RIGHT);
        List<ObservedFace> faces = new ArrayList<>(sorted.size());
        for (Face face : sorted) {
            ObservedFace observed = observed(face, frame.picture(), liveness);
            faces.add(observed);
            if (observed.refusal() != FaceRefusal.NONE) {
                counts.merge(Counts.FACES_REFUSED + observed.refusal(), 1L, Long::sum);
            }
        }
        add(counts, Counts.FACES_DETECTED, found.size());
        return new Observation(
                frame.cameraId(),
                ObservationKind.FRAME,
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                frame.picture().width(),
                frame.picture().height(),
                faces,
                counts,
                "");
    }

    static Observation status(CameraStatus status) {
        ObservationKind kind = switch (status.state()) {
            case UP -> ObservationKind.UP;
            case DOWN -> ObservationKind.DOWN;
            case GAP -> ObservationKind.GAP;
            case TICK -> ObservationKind.TICK;
        };
        return without(kind, status, Frame.LIVE, counts(status.countsSinceLast()), status.reason());
    }

    static Observation refused(FrameRefused refused) {
        Map<String, Long> counts = counts(refused.countsSinceLast());
        add(
                counts,
                Counts.FRAMES_REFUSED + refused.reason(),
                refused.countsSinceLast().refused());
        return without(ObservationKind.REFUSED, refused, refused.mediaTimeMillis(), counts, refused.detail());
    }

    static Observation ended(CameraEnded ended) {
        return without(ObservationKind.ENDED, ended, Frame.LIVE, counts(ended.countsSinceLast()), "");
    }

    private static Observation without(
            ObservationKind kind, CameraItem item, long mediaTimeMillis, Map<String, Long> counts, String detail) {
        return new Observation(
                item.cameraId(), kind, item.atMillis(), mediaTimeMillis, 0, 0, List.of(), counts, detail);
    }

    private static ObservedFace observed(Face face, Picture picture, @Nullable LivenessCropper liveness) {
        FaceRefusal refusal = GATE.refusal(face.quality())
                .map(reason -> FaceRefusal.valueOf(reason.name()))
                .orElse(isCutOff(face, picture) ? FaceRefusal.CUT_OFF : FaceRefusal.NONE);
        return new ObservedFace(
                face.box().x(),
                face.box().y(),
                face.box().width(),
                face.box().height(),
                face.score(),
                face.quality().overall(),
                refusal,
                refusal == FaceRefusal.NONE ? face.crop() : NO_CROP,
                refusal == FaceRefusal.NONE && liveness != null ? liveness.crop(picture, face.box()) : NO_CROP);
    }

    /** Detectors end a half face's box at the frame's edge, so the place of the crop is looked at as well. */
    private static boolean isCutOff(Face face, Picture picture) {
        float scale = face.landmarks().eyeDistance() / TEMPLATE_EYE_DISTANCE;
        FaceBox crop = new FaceBox(
                face.landmarks().x(0) - TEMPLATE_EYE_X * scale,
                face.landmarks().y(0) - TEMPLATE_EYE_Y * scale,
                Face.CROP_SIDE * scale,
                Face.CROP_SIDE * scale);
        return shareInside(face.box(), picture) < LEAST_INSIDE || shareInside(crop, picture) < LEAST_CROP_INSIDE;
    }

    private static float shareInside(FaceBox box, Picture picture) {
        return box.intersection(new FaceBox(0, 0, picture.width(), picture.height())) / box.area();
    }

    private static Map<String, Long> counts(FrameCounts since) {
        Map<String, Long> counts = new TreeMap<>();
        add(counts, Counts.FRAMES_CAPTURED, since.captured());
        add(counts, Counts.FRAMES_PROCESSED, since.emitted());
        add(counts, Counts.FRAMES_SKIPPED + "GRID", since.skippedByGrid());
        add(counts, Counts.FRAMES_DROPPED + "OVERLOAD", since.droppedByOverload());
        add(counts, Counts.FRAMES_DROPPED + "DUPLICATE", since.droppedAsDuplicate());
        add(counts, Counts.FRAMES_DROPPED + "TOO_OLD", since.droppedAsTooOld());
        add(counts, Counts.TIMESTAMPS_REPAIRED, since.timestampsRepaired());
        add(counts, Counts.TIMESTAMPS_CLAMPED, since.timestampsClamped());
        add(counts, Counts.DECODE_ERRORS, since.decodeErrors());
        return counts;
    }

    private static void add(Map<String, Long> counts, String name, long count) {
        if (count != 0) {
            counts.merge(name, count, Long::sum);
        }
    }
}
