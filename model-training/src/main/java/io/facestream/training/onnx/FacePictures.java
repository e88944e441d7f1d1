package io.facestream.training.onnx;

import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.vision.embed.CropFeed;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Aligned faces of a folder, as a network takes them, to check and to calibrate with. */
public final class FacePictures {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "bmp", "webp");

    private FacePictures() {}

    /**
     * Pictures from the folder and those inside, spread evenly over their names in order, so always the same ones.
     *
     * @param atMost how many
     * @return each [3, 112, 112]
     * @throws TrainingException if there is none, or one that cannot be read or is not of 112 x 112 pixels
     */
    public static List<float[]> of(Path folder, int atMost, ModelCard.Input input) {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            throw new TrainingException(folder + ": no pictures (expected: aligned faces of 112 x 112 pixels)");
        }
        int count = Math.min(atMost, files.size());
        List<float[]> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pictures.add(read(files.get((int) ((long) i * files.size() / count)), input));
        }
        return pictures;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new TrainingException(folder + ": not found (expected: a folder of aligned faces)");
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> SUFFIXES.contains(suffix(file)) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TrainingException(folder + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static float[] read(Path file, ModelCard.Input input) {
        try (Picture picture = PictureReader.read(file)) {
            if (picture.width() != Backbone.SIDE || picture.height() != Backbone.SIDE) {
                throw new TrainingException(file + ": " + picture.width() + " x " + picture.height()
                        + " pixels (expected: an aligned face of 112 x 112)");
            }
            byte[] bgr = new byte[3 * Backbone.SIDE * Backbone.SIDE];
            picture.bytes().get(bgr);
            return tensor(bgr, input);
        } catch (PictureRefusedException e) {
            throw new TrainingException(String.valueOf(e.getMessage()), e);
        }
    }

    /** 8-bit BGR, row-major, as planes. */
    public static float[] tensor(byte[] bgr, ModelCard.Input input) {
        float[] planes = new float[CropFeed.VALUES];
        new CropFeed(input).write(bgr, planes, 0);
        return planes;
    }
}
