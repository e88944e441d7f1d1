package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.vision.Face;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens sets of pictures in whatever format they are. */
public final class PictureSets {
    static final String EXPECTED = "expected: a folder " + FolderPictures.LAYOUT;

    private PictureSets() {}

    /** The pictures at a place, 112 x 112, as {@link #open(String, int)} gives them. */
    public static PictureSet open(String where) {
        return open(where, Face.CROP_SIDE);
    }

    /**
     * The pictures at a place. Those of another size are stretched: by area where they shrink, bilinear where they grow.
     *
     * @param where a folder {@code PERSON/*.jpg|png|pgm|bmp|webp}
     * @param side of the pictures in pixels, 8 to 1024
     * @throws TrainingException if there is nothing, or nothing of that kind
     */
    public static PictureSet open(String where, int side) {
        return open(where, side, Fit.STRETCH);
    }

    /** The pictures at a place, as {@link #open(String, int)} gives them.
     *
     * @param fit what becomes of pictures that are not square
     */
    public static PictureSet open(String where, int side, Fit fit) {
        return new DecodedPictures(coded(where), side, fit);
    }

    static CodedPictures coded(String where) {
        Path path = path(where);
        if (Files.isDirectory(path)) {
            return FolderPictures.open(path);
        }
        if (!Files.exists(path)) {
            throw new TrainingException(where + ": no such file or folder (" + EXPECTED + ")");
        }
        throw new TrainingException(where + ": a file of an unknown kind (" + EXPECTED + ")");
    }

    static Path path(String where) {
        try {
            return Path.of(where);
        } catch (InvalidPathException e) {
            throw new TrainingException(where + ": no path (" + EXPECTED + ")", e);
        }
    }

    static String extension(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
