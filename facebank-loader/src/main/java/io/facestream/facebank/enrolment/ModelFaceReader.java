package io.facestream.facebank.enrolment;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import java.util.List;

/** Reads faces with a pack's models. */
final class ModelFaceReader implements FaceReader {
    private final FaceAnalyzer analyzer;
    private final FaceEmbedder embedder;

    private ModelFaceReader(FaceAnalyzer analyzer, FaceEmbedder embedder) {
        this.analyzer = analyzer;
        this.embedder = embedder;
    }

    static ModelFaceReader open(ModelPack pack, Device device) {
        FaceAnalyzer analyzer = FaceAnalyzer.open(pack, device, AnalyzerOptions.defaults());
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
    public void close() {
        embedder.close();
        analyzer.close();
    }
}
