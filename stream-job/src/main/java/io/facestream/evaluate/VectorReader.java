package io.facestream.evaluate;

import io.facestream.evaluate.PictureVector.Refusal;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.embed.FlipAugmentation;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads some pictures after another: each is decoded by itself, the network gets the faces of all of them at once. One thread. */
final class VectorReader implements AutoCloseable {
    /** A face that waits for its vector. */
    private record Waiting(int place, @Nullable FaceQuality quality, int faces) {}

    private final PictureVectors.Reading reading;
    private final FaceEmbedder embedder;
    private final @Nullable FaceAnalyzer analyzer;
    private final List<byte[]> crops = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    VectorReader(ModelPack pack, Device device, PictureVectors.Reading reading) {
        this.reading = reading;
        this.embedder = FaceEmbedder.open(pack, device);
        try {
            this.analyzer = reading.choice() == FaceChoice.ALIGNED
                    ? null
                    : FaceAnalyzer.open(
                            pack, device, AnalyzerOptions.defaults().withMinFaceHeight(reading.minFaceHeight()));
        } catch (RuntimeException e) {
            embedder.close();
            throw e;
        }
    }

    /** Reads pictures into some places. */
    void read(List<? extends PictureSource> pictures, @Nullable PictureVector[] results, int at) {
        crops.clear();
        waiting.clear();
        for (int i = 0; i < pictures.size(); i++) {
            results[at + i] = cut(pictures.get(i), at + i);
        }
        List<Embedding> vectors = embedder.embed(crops);
        List<Embedding> mirrored = reading.flip()
                ? embedder.embed(crops.stream().map(FlipAugmentation::mirrored).toList())
                : vectors;
        for (int i = 0; i < waiting.size(); i++) {
            Waiting face = waiting.get(i);
            Embedding vector =
                    reading.flip() ? FlipAugmentation.together(vectors.get(i), mirrored.get(i)) : vectors.get(i);
            String name = pictures.get(face.place() - at).name();
            results[face.place()] = vector.isRefused()
                    ? PictureVector.refused(name, Refusal.NO_VECTOR, "the network's output is not finite, or zero")
                    : new PictureVector(name, vector, face.quality(), face.faces(), null, "");
        }
    }

    /** The refusal of a picture; null if its face waits for its vector. */
    private @Nullable PictureVector cut(PictureSource source, int place) {
        try (Picture picture = PictureReader.decode(source.bytes(), source.name())) {
            return analyzer == null ? takeWhole(source, picture, place) : takeFace(analyzer, source, picture, place);
        } catch (NoSuchFileException e) {
            return PictureVector.refused(source.name(), Refusal.MISSING, "no such file: " + e.getMessage());
        } catch (PictureRefusedException e) {
            return PictureVector.refused(source.name(), Refusal.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return PictureVector.refused(source.name(), Refusal.UNREADABLE, source.name() + ": " + e.getMessage());
        }
    }

    private @Nullable PictureVector takeWhole(PictureSource source, Picture picture, int place) {
        if (picture.width() != Face.CROP_SIDE || picture.height() != Face.CROP_SIDE) {
            return PictureVector.refused(
                    source.name(),
                    Refusal.WRONG_SIZE,
                    source.name() + ": " + picture.width() + " x " + picture.height()
                            + " (expected: 112 x 112, an aligned face)");
        }
        byte[] bgr = new byte[3 * Face.CROP_SIDE * Face.CROP_SIDE];
        picture.bytes().get(bgr);
        crops.add(bgr);
        waiting.add(new Waiting(place, null, 1));
        return null;
    }

    private @Nullable PictureVector takeFace(FaceAnalyzer faces, PictureSource source, Picture picture, int place) {
        List<DetectedFace> found = faces.detect(picture);
        Optional<DetectedFace> chosen = FaceChoice.central(found, picture);
        if (chosen.isEmpty()) {
            return PictureVector.refused(source.name(), Refusal.NO_FACE, source.name() + ": no face found");
        }
        Face face = faces.face(picture, chosen.get());
        crops.add(face.crop());
        waiting.add(new Waiting(place, face.quality(), found.size()));
        return null;
    }

    @Override
    public void close() {
        embedder.close();
        if (analyzer != null) {
            analyzer.close();
        }
    }
}
