package io.facestream.evaluate.pictures;

import io.facestream.evaluate.FaceChoice;
import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import java.util.Comparator;
import java.util.List;

/** Finds the faces of pictures, also of those that are hardly more than a face, and embeds them. One thread. */
public final class FaceFinder implements AutoCloseable {
    /** As enrolment does: a detector wants to see what is around a face. Shares of the longer side. */
    private static final double[] MARGINS = {0.3, 0.6};

    private static final int MARGIN_GREY = 127;

    private final FaceAnalyzer analyzer;
    private final FaceEmbedder embedder;

    private FaceFinder(FaceAnalyzer analyzer, FaceEmbedder embedder) {
        this.analyzer = analyzer;
        this.embedder = embedder;
    }

    /** Opens the models. */
    public static FaceFinder open(ModelPack pack, Device device) {
        FaceAnalyzer analyzer = FaceAnalyzer.open(pack, device, AnalyzerOptions.defaults());
        try {
            return new FaceFinder(analyzer, FaceEmbedder.open(pack, device));
        } catch (RuntimeException e) {
            analyzer.close();
            throw e;
        }
    }

    /**
     * The faces of a picture.
     *
     * @param faces the one that the picture is about first; boxes and points are in the picture's pixels
     * @param margin pixels that were put around the picture on each side, because nothing was found without: it is hardly more than a face
     */
    public record Found(List<Face> faces, int margin) {
        public Found {
            faces = List.copyOf(faces);
        }
    }

    /** Looks at a picture, and once more with a margin if there is no face. */
    public Found find(Picture picture) {
        List<Face> faces = analyzer.analyze(picture);
        int margin = 0;
        for (int i = 0; faces.isEmpty() && i < MARGINS.length; i++) {
            margin = (int) Math.round(MARGINS[i] * Math.max(picture.width(), picture.height()));
            try (Picture padded = picture.padded(margin, MARGIN_GREY)) {
                faces = moved(analyzer.analyze(padded), -margin);
            }
        }
        Comparator<Face> central = Comparator.comparingDouble(face -> FaceChoice.centrality(face.box(), picture));
        return new Found(faces.stream().sorted(central.reversed()).toList(), margin);
    }

    /** The faces of a picture as it is, best detector score first: for the frames of a camera, which show more than a face. */
    public List<Face> facesOfFrame(Picture frame) {
        return analyzer.analyze(frame);
    }

    /** The same faces in a picture whose origin lies elsewhere, by so many pixels in both directions. */
    static List<Face> moved(List<Face> faces, int by) {
        return faces.stream().map(face -> moved(face, by)).toList();
    }

    private static Face moved(Face face, int by) {
        float[] xy = face.landmarks().xy().clone();
        for (int i = 0; i < xy.length; i++) {
            xy[i] += by;
        }
        FaceBox box = face.box();
        return new Face(
                new FaceBox(box.x() + by, box.y() + by, box.width(), box.height()),
                face.score(),
                new Landmarks(xy),
                face.quality(),
                face.crop());
    }

    /** One vector a face, in order; a face of which the network makes none has a refused one. */
    public List<Embedding> embed(List<Face> faces) {
        return embedCrops(faces.stream().map(Face::crop).toList());
    }

    /** One vector a crop, 112 x 112 BGR, in order. */
    public List<Embedding> embedCrops(List<byte[]> crops) {
        return embedder.embed(crops);
    }

    /** Length of the vectors. */
    public int dimension() {
        return embedder.dimension();
    }

    /** The embedding model's card. */
    public ModelCard card() {
        return embedder.card();
    }

    @Override
    public void close() {
        analyzer.close();
        embedder.close();
    }
}
