package io.facestream.evaluate.pictures;

import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The faces of one picture with their vectors.
 *
 * @param name of the picture's file, as it was asked for
 * @param width in pixels
 * @param height in pixels
 * @param faces at least one, the one that the picture is about first
 * @param vectors one a face
 */
public record PictureFaces(String name, int width, int height, List<Face> faces, List<Embedding> vectors) {
    public PictureFaces {
        faces = List.copyOf(faces);
        vectors = List.copyOf(vectors);
        if (faces.isEmpty() || faces.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "faces: " + faces.size() + " with " + vectors.size() + " vectors (expected: as many, at least 1)");
        }
    }

    /**
     * Reads a picture.
     *
     * @throws PictureRefusedException if it is no picture
     * @throws NoFaceException if it shows no face
     */
    public static PictureFaces read(Path file, FaceFinder finder) throws PictureRefusedException, NoFaceException {
        if (!Files.isRegularFile(file)) {
            String what = Files.exists(file) ? ": not a file" : ": no such file";
            throw new PictureRefusedException(
                    Reason.UNREADABLE, file + what + " (expected: a JPEG, PNG or WebP picture)");
        }
        try (Picture picture = PictureReader.read(file)) {
            List<Face> faces = finder.find(picture).faces();
            if (faces.isEmpty()) {
                throw new NoFaceException(file + ": no face found in " + picture.width() + " x " + picture.height()
                        + " pixels (expected: at least one)");
            }
            return new PictureFaces(file.toString(), picture.width(), picture.height(), faces, finder.embed(faces));
        }
    }
}
