package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.detect.FaceDetector;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the detector finds of faces of known height in frames of 1080p, 720p and 480p, what else it takes for a face, and what a frame costs. */
final class SmallFaces implements Measurement {
    private static final int[][] SIZES = {{1920, 1080}, {1280, 720}, {640, 480}};
    private static final int[] HEIGHTS = {20, 24, 32, 48, 64, 96, 160, 300};
    private static final double GOAL = 0.95;
    private static final int GOAL_HEIGHT = 32;
    private static final int FACES = 120;
    private static final int FACES_A_FRAME = 24;
    private static final long SEED = 7;

    /** Detectors crop faces differently: two fifths of the area are enough. */
    private static final float SAME_FACE = 0.4f;

    private int labelled;
    private int found;
    private int falseBoxes;
    private double millis;

    @Override
    public String name() {
        return "recall";
    }

    @Override
    public String about() {
        return "faces pasted into frames: recall of those of 32 px and more >= 95 %, with precision and cost";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        boolean met = true;
        for (int[] size : SIZES) {
            for (int height : HEIGHTS) {
                if (2 * height + 4 > size[1]) {
                    continue;
                }
                count(workplace, size[0], size[1], height);
                double recall = (double) found / labelled;
                double precision = (double) found / Math.max(1, found + falseBoxes);
                workplace.say(String.format(
                        Locale.ROOT,
                        "%4d x %4d, faces of %3d px: recall %5.1f %%, precision %5.1f %%, %4.1f CPU ms a frame (best)",
                        size[0],
                        size[1],
                        height,
                        100 * recall,
                        100 * precision,
                        millis));
                figures.putObject(size[1] + "p-" + height).put("recall", recall).put("precision", precision);
                met &= height < GOAL_HEIGHT || recall >= GOAL;
            }
        }
        figures.put("goal", GOAL);
        return met;
    }

    private void count(Workplace workplace, int width, int height, int faceHeight) throws IOException {
        labelled = 0;
        found = 0;
        falseBoxes = 0;
        millis = Double.MAX_VALUE;
        AnalyzerOptions options = AnalyzerOptions.defaults();
        PastedFaces pasted = new PastedFaces(
                width,
                height,
                SEED,
                workplace.data("lfw/raw-250-fold8"),
                LfwCrops.landmarks(workplace.data("lfw/landmarks.tsv")));
        try (FaceDetector detector = FaceDetector.open(
                ModelStore.defaultPack().detection(),
                Device.CPU,
                options.minFaceHeight(),
                options.maxDetectorPixels())) {
            while (labelled < FACES) {
                PastedFaces.Frame frame = pasted.frame(faceHeight, FACES_A_FRAME);
                try (Picture picture = frame.picture()) {
                    long start = cpuNanos();
                    List<DetectedFace> faces = detector.detect(picture);
                    millis = Math.min(millis, (cpuNanos() - start) / 1e6);
                    add(faces, frame);
                }
            }
        }
    }

    private void add(List<DetectedFace> faces, PastedFaces.Frame frame) {
        List<DetectedFace> unused = new ArrayList<>(faces);
        for (FaceBox label : frame.faces()) {
            labelled++;
            DetectedFace hit = unused.stream()
                    .filter(face -> face.box().iou(label) > SAME_FACE)
                    .findFirst()
                    .orElse(null);
            if (hit != null) {
                unused.remove(hit);
                found++;
            }
        }
        // A box in a pasted patch is a bystander of the photograph.
        unused.removeIf(face -> frame.patches().stream()
                .anyMatch(patch ->
                        patch.intersection(face.box()) > 0.5f * face.box().area()));
        falseBoxes += unused.size();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
