package io.facestream.evaluate.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.evaluate.FaceChoice;
import io.facestream.evaluate.NpyArray;
import io.facestream.evaluate.PictureSource;
import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Embeddings, and whom each shows.
 *
 * @param names of the people
 * @param labels index into {@code names}, one a vector
 * @param vectors as the model gave them, not normalised; all of one length, finite
 * @param asked how many there would be if none had been refused
 * @param refused how many were, by reason
 */
public record LabelledVectors(
        List<String> names, int[] labels, float[][] vectors, int asked, Map<String, Integer> refused) {
    private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".pgm");

    /** What was found in a folder, in the order of paths. */
    private record Found(List<String> people, List<PictureSource> pictures) {}

    /**
     * Reads the faces of a folder's pictures, {@code PERSON/PICTURE}.
     *
     * @param most pictures; of more, some are drawn by a fixed seed
     * @param progress told how many pictures are done, and of how many, from any thread
     */
    public static LabelledVectors ofPictures(
            Path folder,
            ModelPack pack,
            Device device,
            boolean aligned,
            int most,
            BiConsumer<Integer, Integer> progress)
            throws IOException, InterruptedException {
        Found found = found(folder, most);
        int count = found.pictures().size();
        var reading = PictureVectors.Reading.of(aligned ? FaceChoice.ALIGNED : FaceChoice.CENTRAL);
        List<PictureVector> results = PictureVectors.read(
                        found.pictures(), pack, device, reading, done -> progress.accept(done, count))
                .all();
        List<String> people = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        Map<String, Integer> refused = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            var refusal = results.get(i).refusal();
            if (refusal != null) {
                refused.merge(refusal.text(), 1, Integer::sum);
                continue;
            }
            var embedding = results.get(i).found().orElseThrow();
            float[] raw = embedding.unit().clone();
            for (int j = 0; j < raw.length; j++) {
                raw[j] *= embedding.norm();
            }
            people.add(found.people().get(i));
            vectors.add(raw);
        }
        return of(folder.toString(), people, vectors, count, refused);
    }

    private static Found found(Path folder, int most) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UnfitInputException("pictures: " + folder + " (expected: a folder with a folder a person)");
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, 2)) {
            files = new ArrayList<>(all.filter(file -> folder.relativize(file).getNameCount() == 2)
                    .filter(file -> isPicture(file.getFileName().toString()))
                    .sorted()
                    .toList());
        }
        if (files.isEmpty()) {
            throw new UnfitInputException(
                    "pictures: " + folder + ": none found (expected: PERSON/*" + String.join(", *", SUFFIXES) + ")");
        }
        if (files.size() > most) {
            Collections.shuffle(files, new Random(1));
            files = new ArrayList<>(files.subList(0, most));
            Collections.sort(files);
        }
        List<String> people = new ArrayList<>();
        List<PictureSource> pictures = new ArrayList<>();
        for (Path file : files) {
            Path relative = folder.relativize(file);
            people.add(relative.getName(0).toString());
            pictures.add(PictureSource.file(folder, relative.toString()));
        }
        return new Found(people, pictures);
    }

    private static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".") && SUFFIXES.stream().anyMatch(lower::endsWith);
    }

    /**
     * Reads NumPy's file of vectors, one a row.
     *
     * @param labels a text file with a line a row, its person; or a JSON file whose {@code names} are paths {@code PERSON/PICTURE}, as
     *     {@code encode} writes it beside the vectors
     * @param most vectors; of more, some are drawn by a fixed seed
     */
    public static LabelledVectors ofNpy(Path npy, Path labels, int most) throws IOException {
        float[][] rows = NpyArray.read(npy).toArray(float[][]::new);
        List<String> people = people(labels);
        if (people.size() != rows.length) {
            throw new UnfitInputException(labels + ": " + people.size() + " labels (expected: " + rows.length
                    + ", one for each row of " + npy + ")");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            order.add(i);
        }
        if (rows.length > most) {
            Collections.shuffle(order, new Random(1));
            order = new ArrayList<>(order.subList(0, most));
            Collections.sort(order);
        }
        List<String> kept = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        Map<String, Integer> refused = new TreeMap<>();
        for (int row : order) {
            if (isUsable(rows[row])) {
                kept.add(people.get(row));
                vectors.add(rows[row]);
            } else {
                refused.merge("not finite, or zero", 1, Integer::sum);
            }
        }
        return of(npy.toString(), kept, vectors, order.size(), refused);
    }

    private static List<String> people(Path labels) throws IOException {
        if (!labels.toString().endsWith(".json")) {
            return Files.readAllLines(labels).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        List<String> people = new ArrayList<>();
        JsonNode names = new ObjectMapper().readTree(labels.toFile()).path("names");
        for (JsonNode name : names) {
            Path parent = Path.of(name.asText()).getParent();
            people.add(String.valueOf(parent == null ? name.asText() : parent.getFileName()));
        }
        return people;
    }

    private static boolean isUsable(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return square > 0 && square < Double.MAX_VALUE;
    }

    private static LabelledVectors of(
            String where, List<String> people, List<float[]> vectors, int asked, Map<String, Integer> refused) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] labels = people.stream()
                .mapToInt(person -> numbers.computeIfAbsent(person, name -> numbers.size()))
                .toArray();
        if (labels.length < 4) {
            throw new UnfitInputException(
                    where + ": " + labels.length + " vectors, refused " + refused + " (expected: at least 4)");
        }
        return new LabelledVectors(
                List.copyOf(numbers.keySet()), labels, vectors.toArray(float[][]::new), asked, refused);
    }
}
