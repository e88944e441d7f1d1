package io.facestream.vision;

import io.facestream.vision.align.Landmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The 785 LFW originals of fold 8 with five points each, and the fold's 600 pairs. */
public final class LfwTruth {
    private LfwTruth() {}

    /** A pair of the standard protocol; paths are relative to the originals' folder. */
    public record Pair(String first, String second, boolean same) {}

    public static Path originals() {
        return TestData.shared("lfw/raw-250-fold8");
    }

    /** Points by relative path, of the originals that are there, in the order of their names. */
    public static Map<String, Landmarks> landmarks() throws IOException {
        Path originals = originals();
        Map<String, Landmarks> all = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(TestData.shared("lfw/landmarks.tsv"))) {
            lines.map(line -> line.split("\t"))
                    .filter(f -> Files.exists(originals.resolve(f[0])))
                    .forEach(fields -> {
                        float[] xy = new float[10];
                        for (int i = 0; i < 10; i++) {
                            xy[i] = Float.parseFloat(fields[i + 1]);
                        }
                        all.put(fields[0], new Landmarks(xy));
                    });
        }
        return all;
    }

    /** The 600 pairs of fold 8, the last of the file. */
    public static List<Pair> pairsOfFold8() throws IOException {
        List<String> lines = Files.readAllLines(TestData.shared("lfw/pairs-folds1-8.txt"));
        List<Pair> pairs = new ArrayList<>();
        for (String line : lines.subList(1 + 7 * 600, 1 + 8 * 600)) {
            String[] f = line.split("\t");
            pairs.add(
                    f.length == 3
                            ? new Pair(path(f[0], f[1]), path(f[0], f[2]), true)
                            : new Pair(path(f[0], f[1]), path(f[2], f[3]), false));
        }
        return pairs;
    }

    private static String path(String person, String number) {
        return String.format("%s/%s_%04d.jpg", person, person, Integer.parseInt(number));
    }
}
