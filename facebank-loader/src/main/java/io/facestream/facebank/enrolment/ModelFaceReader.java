package io.facestream.facebank.enrolment;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.QualityMeter;
import java.util.List;

/** Reads faces with a pack's models. */
final class ModelFaceReader implements FaceReader {
    /** Where the points of an aligned crop are: the ArcFace template. */
    private static final Landmarks ALIGNED = new Landmarks(new float[] {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f
    });

    private final FaceAnalyzer analyzer;
    private final FaceEmbedder embedder;
    private final QualityMeter meter = new QualityMeter();

    private ModelFaceReader(FaceAnalyzer analyzer, FaceEmbedder embedder) {
        this.analyzer = analyzer;
        this.embedder = embedder;
    }

    static ModelFaceReader open(ModelPack pack, Device device, boolean poseModel) {
        FaceAnalyzer analyzer =
                FaceAnalyzer.open(pack, device, AnalyzerOptions.defaults().withPoseModel(poseModel));
        try {
            return new ModelFaceReader(analyzer, FaceEmbedder.open(pack, device));
        } catch (RuntimeException e) {
            analyzer.close();
            throw e;
        }
    }

    @Override
    public List<Face> faces(Picture picture) {
        return analyzer.analyze(picture);
    }

    @Override
    public Embedding embed(byte[] crop) {
        return embedder.embed(List.of(crop)).get(0);
    }

    @Override
    public FaceQuality qualityOf(byte[] crop) {
        return meter.measure(new FaceBox(0, 0, Face.CROP_SIDE, Face.CROP_SIDE), 1, ALIGNED, crop);
    }

    @Override
    public void close() {
        embedder.close();
        analyzer.close();
    }
}
