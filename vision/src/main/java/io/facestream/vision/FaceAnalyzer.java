package io.facestream.vision;

import io.facestream.vision.align.FaceAligner;
import io.facestream.vision.align.LandmarkFinder;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceDetector;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.pose.PoseModel;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.Pose;
import io.facestream.vision.quality.QualityMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the faces of a picture, their points and quality, and cuts them out, ready to be embedded. Keeps its buffers, so one instance
 * serves one thread; the networks behind several instances are shared.
 */
public final class FaceAnalyzer implements AutoCloseable {
    private final AnalyzerOptions options;
    private final FaceDetector detector;
    private final @Nullable LandmarkFinder landmarkFinder;
    private final @Nullable PoseModel poseModel;
    private final FaceAligner aligner = new FaceAligner();
    private final QualityMeter meter = new QualityMeter();

    private FaceAnalyzer(
            AnalyzerOptions options,
            FaceDetector detector,
            @Nullable LandmarkFinder landmarkFinder,
            @Nullable PoseModel poseModel) {
        this.options = options;
        this.detector = detector;
        this.landmarkFinder = landmarkFinder;
        this.poseModel = poseModel;
    }

    /**
     * Opens the pack's detector and, where the detector finds no points itself, its landmark network; and its pose network, if the options
     * want it.
     */
    public static FaceAnalyzer open(ModelPack pack, Device device, AnalyzerOptions options) {
        PoseModel pose = options.poseModel() ? PoseModel.open(pack, device) : null;
        FaceDetector detector = null;
        try {
            detector =
                    FaceDetector.open(pack.detection(), device, options.minFaceHeight(), options.maxDetectorPixels());
            return new FaceAnalyzer(options, detector, detector.findsPoints() ? null : finder(pack, device), pose);
        } catch (RuntimeException e) {
            if (detector != null) {
                detector.close();
            }
            if (pose != null) {
                pose.close();
            }
            throw e;
        }
    }

    private static LandmarkFinder finder(ModelPack pack, Device device) {
        Optional<LocatedModel> model = pack.landmarks();
        if (model.isEmpty()) {
            throw new IllegalArgumentException("models: detector "
                    + pack.detection().card().id() + " finds no points (expected: a landmarks model beside it)");
        }
        return LandmarkFinder.open(model.get(), device);
    }

    /** The faces of a picture with all that is measured of them, best detector score first. */
    public List<Face> analyze(Picture picture) {
        List<DetectedFace> found = detect(picture);
        List<Face> faces = new ArrayList<>(found.size());
        for (DetectedFace face : found) {
            faces.add(face(picture, face));
        }
        return faces;
    }

    /** Only where the faces are, best score first; {@link #face} measures those that are wanted. */
    public List<DetectedFace> detect(Picture picture) {
        List<DetectedFace> found = detector.detect(picture);
        return found.size() <= options.maxFaces() ? found : found.subList(0, options.maxFaces());
    }

    /** Points, quality and aligned crop of a face that was found in this picture. */
    public Face face(Picture picture, DetectedFace found) {
        Landmarks landmarks = found.points().length > 0 || landmarkFinder == null
                ? new Landmarks(found.points())
                : landmarkFinder.find(picture, found.box());
        byte[] crop = aligner.crop(picture, landmarks);
        Pose pose = poseModel == null ? Pose.of(landmarks) : poseModel.estimate(picture, found.box());
        FaceQuality quality = meter.measure(found.box(), found.score(), landmarks, crop, pose);
        return new Face(found.box(), found.score(), landmarks, quality, crop);
    }

    /** Where the detector runs: {@code cpu} or {@code cuda:N}. */
    public String provider() {
        return detector.provider();
    }

    @Override
    public void close() {
        detector.close();
        if (landmarkFinder != null) {
            landmarkFinder.close();
        }
        if (poseModel != null) {
            poseModel.close();
        }
        aligner.close();
    }
}
