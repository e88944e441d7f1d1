package io.facestream.bench;

import io.facestream.evaluate.calibrate.PassageFace;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.evaluate.LfwPeople;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The aligned faces of LFW, by person, with the fold that each person belongs to; folds share no person. */
final class LfwCrops {
    /**
     * One picture's face.
     *
     * @param landmarks in the pixels of the original photograph
     */
    record Crop(String person, Path file, Landmarks landmarks) implements PassageFace {
        @Override
        public String picture() {
            return person + "/" + file.getFileName();
        }

        @Override
        public byte[] bgr() throws IOException {
            try (Picture picture = PictureReader.read(file)) {
                byte[] bytes = new byte[picture.bytes().remaining()];
                picture.bytes().get(bytes);
                return bytes;
            } catch (PictureRefusedException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private LfwCrops() {}

    /** The faces of the people in the folds {@code from} to {@code to}, by person, in the order of names. */
    static Map<String, List<Crop>> read(Path lfw, int from, int to) throws IOException {
        Map<String, Landmarks> points = landmarks(lfw.resolve("landmarks.tsv"));
        Map<String, List<Crop>> people = new TreeMap<>();
        for (LfwPeople.Person person : LfwPeople.read(lfw.resolve("people.tsv")).inFolds(from, to)) {
            String name = person.name();
            Path folder = lfw.resolve("aligned-112").resolve(name);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            List<Crop> crops = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                files.sorted().forEach(file -> {
                    Landmarks found = points.get(name + "/" + file.getFileName());
                    if (found != null) {
                        crops.add(new Crop(name, file, found));
                    }
                });
            }
            if (!crops.isEmpty()) {
                people.put(name, crops);
            }
        }
        return people;
    }

    /** As {@link #read}, for a calibration. */
    static Map<String, List<PassageFace>> faces(Path lfw, int from, int to) throws IOException {
        Map<String, List<PassageFace>> people = new TreeMap<>();
        read(lfw, from, to).forEach((name, crops) -> people.put(name, List.copyOf(crops)));
        return people;
    }

    static Map<String, Landmarks> landmarks(Path file) throws IOException {
        Map<String, Landmarks> points = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t");
            float[] xy = new float[10];
            for (int i = 0; i < xy.length; i++) {
                xy[i] = Float.parseFloat(fields[i + 1]);
            }
            points.put(fields[0], new Landmarks(xy));
        }
        return points;
    }
}
