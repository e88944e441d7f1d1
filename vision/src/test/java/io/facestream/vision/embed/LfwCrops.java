package io.facestream.vision.embed;

import io.facestream.vision.TestData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Real faces for tests: LFW, aligned to the ArcFace template, and its protocol of pairs. */
public final class LfwCrops {
    private LfwCrops() {}

    /** Two pictures and whether they show one person. */
    public record Pair(Path first, Path second, boolean same) {}

    public static Path folder() {
        return TestData.shared("lfw/aligned-112");
    }

    /** The 600 pairs of one of the folds 1 to 8. */
    public static List<Pair> fold(int fold) {
        try {
            List<String> lines = Files.readAllLines(TestData.shared("lfw/pairs-folds1-8.txt"));
            List<Pair> pairs = new ArrayList<>();
            for (String line : lines.subList(1 + 600 * (fold - 1), 1 + 600 * fold)) {
                String[] parts = line.split("\t");
                boolean same = parts.length == 3;
                pairs.add(new Pair(file(parts[0], parts[1]), file(parts[same ? 0 : 2], parts[same ? 2 : 3]), same));
            }
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String person, String number) {
        return folder().resolve(person).resolve("%s_%04d.jpg".formatted(person, Integer.parseInt(number)));
    }

    /** The first pictures of the folder, in the order of their names. */
    public static List<Path> first(int count) {
        try (var files = Files.walk(folder(), 2)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 112 x 112 BGR bytes. */
    public static byte[] read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            byte[] bgr = new byte[112 * 112 * 3];
            for (int y = 0, at = 0; y < 112; y++) {
                for (int x = 0; x < 112; x++) {
                    int rgb = image.getRGB(x, y);
                    bgr[at++] = (byte) rgb;
                    bgr[at++] = (byte) (rgb >> 8);
                    bgr[at++] = (byte) (rgb >> 16);
                }
            }
            return bgr;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
