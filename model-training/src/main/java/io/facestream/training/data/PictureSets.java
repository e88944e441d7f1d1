package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.vision.Face;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens sets of pictures in whatever format they are. */
public final class PictureSets {
    private static final String EXPECTED = "expected: a folder " + FolderPictures.LAYOUT
            + ", or a file .rec, .tfrecord, .csv, or .txt with lines of path, tab and person";

    private PictureSets() {}

    /** The pictures at a place, 112 x 112, as {@link #open(String, int)} gives them. */
    public static PictureSet open(String where) {
        return open(where, Face.CROP_SIDE);
    }

    /**
     * The pictures at a place. Those of another size are stretched: by area where they shrink, bilinear where they grow.
     *
     * @param where a folder {@code PERSON/*.jpg|png|pgm|bmp|webp}; a file {@code .rec}, {@code .tfrecord}, {@code .csv} or a list
     *     {@code .txt}; or a folder with a {@code train.rec}
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

    /** The pictures at a place, not yet decoded.
     *
     * @param where as {@link #open(String, int)} takes it
     */
    public static CodedPictures coded(String where) {
        Path path = path(where);
        if (Files.isDirectory(path)) {
            Path records = path.resolve("train.rec");
            return Files.isRegularFile(records) ? RecordPictures.open(records) : FolderPictures.open(path);
        }
        if (!Files.exists(path)) {
            throw new TrainingException(where + ": no such file or folder (" + EXPECTED + ")");
        }
        return switch (extension(path)) {
            case "rec" -> RecordPictures.open(path);
            case "idx" -> RecordPictures.open(RecordPictures.beside(path, "rec"));
            case "tfrecord", "tfrecords" -> TfRecordPictures.open(path);
            case "csv" -> ListedPictures.openTable(path);
            case "txt", "tsv" -> ListedPictures.openLines(path);
            case "bin" ->
                throw new TrainingException(where + ": pairs, which say who is alike but not who is who (" + EXPECTED
                        + "; pairs are for measuring)");
            default -> throw new TrainingException(where + ": a file of an unknown kind (" + EXPECTED + ")");
        };
    }

    private static Path path(String where) {
        try {
            return Path.of(where);
        } catch (InvalidPathException e) {
            throw new TrainingException(where + ": no path (" + EXPECTED + ")", e);
        }
    }

    /** What a file's name ends in, in lower case; empty if it has no ending. */
    static String extension(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
