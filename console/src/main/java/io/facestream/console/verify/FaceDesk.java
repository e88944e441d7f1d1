package io.facestream.console.verify;

import io.facestream.console.http.Refusal;
import io.facestream.console.model.RunModels;
import io.facestream.console.verify.HeldPicture.HeldFace;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import io.facestream.vision.quality.QualityGate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds and compares faces for all who ask, one after the other; the networks are shared with the run's and opened when they are first
 * needed. Thread-safe.
 */
final class FaceDesk implements AutoCloseable {
    /** Faces of one picture that can be chosen. */
    static final int MOST_FACES = 20;

    private static final int MOST_AT_ONCE = 3;
    private static final int SHOWN_SIDE = 1024;
    private static final int JPEG_QUALITY = 85;

    private final RunModels models;
    private final Supplier<Device> device;
    private final WaitingRoom room = new WaitingRoom(MOST_AT_ONCE);
    private @Nullable FaceAnalyzer analyzer;
    private @Nullable FaceEmbedder embedder;
    private String embedding = "";

    FaceDesk(RunModels models, Supplier<Device> device) {
        this.models = models;
        this.device = device;
    }

    /**
     * What is to be kept of a picture.
     *
     * @throws Refusal if it is none, or too many wait
     */
    HeldPicture look(byte[] coded) throws Exception {
        return room.enter(() -> {
            try (Picture picture = PictureReader.decode(coded, "picture")) {
                return held(picture);
            } catch (PictureRefusedException e) {
                throw new Refusal(400, String.valueOf(e.getMessage()));
            }
        });
    }

    private HeldPicture held(Picture picture) {
        FaceAnalyzer reading = analyzer();
        List<DetectedFace> found = reading.detect(picture);
        List<HeldFace> faces = new ArrayList<>();
        for (DetectedFace each : found.subList(0, Math.min(MOST_FACES, found.size()))) {
            Face face = reading.face(picture, each);
            String problem = QualityGate.recognition()
                    .refusal(face.quality())
                    .map(Enum::name)
                    .orElse("");
            faces.add(new HeldFace(face.box(), problem, face.crop(), jpegOf(face.crop()), new HeldPicture.Vector()));
        }
        return new HeldPicture(
                picture.width(), picture.height(), shown(picture), List.copyOf(faces), found.size() - faces.size());
    }

    private static byte[] jpegOf(byte[] crop) {
        try (Picture picture = Picture.allocate(Face.CROP_SIDE, Face.CROP_SIDE)) {
            picture.bytes().put(crop);
            return Jpeg.encode(picture, JPEG_QUALITY);
        }
    }

    private static byte[] shown(Picture picture) {
        double scale = (double) SHOWN_SIDE / Math.max(picture.width(), picture.height());
        if (scale >= 1) {
            return Jpeg.encode(picture, JPEG_QUALITY);
        }
        int width = Math.max(1, (int) Math.round(scale * picture.width()));
        int height = Math.max(1, (int) Math.round(scale * picture.height()));
        try (Picture small = picture.scaled(width, height)) {
            return Jpeg.encode(small, JPEG_QUALITY);
        }
    }

    /**
     * Cosine of two faces, -1..1.
     *
     * @param modelId of the run's model whose vectors are compared
     * @throws Refusal if one of them has no vector, or too many wait
     */
    double score(HeldFace left, HeldFace right, String modelId) throws Exception {
        return room.enter(() -> vector(left, modelId).cosine(vector(right, modelId)) + 0.0);
    }

    private Embedding vector(HeldFace face, String modelId) throws Refusal {
        Embedding vector = face.vector()
                .by(modelId)
                .orElseGet(() -> face.vector()
                        .set(
                                modelId,
                                embedder(modelId).embed(List.of(face.crop())).get(0)));
        if (vector.isRefused()) {
            throw new Refusal(400, "face: the model gives no vector of it (expected: a face)");
        }
        return vector;
    }

    private FaceAnalyzer analyzer() {
        FaceAnalyzer open = analyzer;
        if (open == null) {
            open = FaceAnalyzer.open(models.own(), device.get(), AnalyzerOptions.defaults());
            analyzer = open;
        }
        return open;
    }

    private FaceEmbedder embedder(String modelId) {
        FaceEmbedder open = embedder;
        if (open != null && embedding.equals(modelId)) {
            return open;
        }
        if (open != null) {
            embedder = null;
            open.close();
        }
        FaceEmbedder opened = FaceEmbedder.open(models.of(modelId).orElseThrow(), device.get());
        embedding = modelId;
        embedder = opened;
        return opened;
    }

    /** Frees the networks; whoever is in finishes first. */
    @Override
    public void close() {
        room.close(() -> {
            if (analyzer != null) {
                analyzer.close();
                analyzer = null;
            }
            if (embedder != null) {
                embedder.close();
                embedder = null;
            }
        });
    }
}
