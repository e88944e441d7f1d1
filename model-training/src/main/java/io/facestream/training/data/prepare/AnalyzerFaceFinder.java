package io.facestream.training.data.prepare;

import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds faces with the detector and the landmarks that recognition uses, so that what is learned is cut as what will be recognised. Of
 * several faces the one counts that is large and near the middle, as InsightFace's {@code face_preprocess} has it: area less twice the
 * square of the distance. Where none is found, the photograph is searched again with a margin, as enrolment does.
 */
public final class AnalyzerFaceFinder implements FaceFinder {
    /** Margins as shares of the photograph's longer side. */
    private static final double[] MARGINS = {0.3, 0.6};

    private static final int MARGIN_GREY = 127;

    private final FaceAnalyzer analyzer;

    private AnalyzerFaceFinder(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** A finder with a pack's detector, on the CPU. */
    public static AnalyzerFaceFinder open(ModelPack pack) {
        return new AnalyzerFaceFinder(FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults()));
    }

    @Override
    public byte[] crop(Picture photograph) throws UnreadablePictureException {
        Optional<byte[]> crop = largest(photograph);
        for (int i = 0; crop.isEmpty() && i < MARGINS.length; i++) {
            int margin = (int) Math.round(MARGINS[i] * Math.max(photograph.width(), photograph.height()));
            try (Picture padded = photograph.padded(margin, MARGIN_GREY)) {
                crop = largest(padded);
            }
        }
        return crop.orElseThrow(() -> new UnreadablePictureException(
                "no face in " + photograph.width() + " x " + photograph.height() + " pixels (expected: one)"));
    }

    private Optional<byte[]> largest(Picture picture) {
        List<DetectedFace> faces = analyzer.detect(picture);
        return faces.stream()
                .max(Comparator.comparingDouble(face -> prominence(face.box(), picture)))
                .map(face -> analyzer.face(picture, face).crop());
    }

    private static double prominence(FaceBox box, Picture picture) {
        double x = box.centreX() - picture.width() / 2.0;
        double y = box.centreY() - picture.height() / 2.0;
        return box.area() - 2 * (x * x + y * y);
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
