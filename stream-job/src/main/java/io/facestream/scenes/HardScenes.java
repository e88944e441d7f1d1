package io.facestream.scenes;

import io.facestream.vision.align.Landmarks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Five pairs of hard scenes from LFW's fold 8, which nothing is trained or tuned on. A pair is two cameras, each with 16 passages of
 * eight seconds: eight of enrolled people, eight of strangers; faces of 45 to 150 pixels, blurred and noisy. In all 80 enrolled people
 * and 80 strangers pass, each once. The pair's facebank holds every other person of the fold, and of the enrolled who pass every
 * picture but the one shown. The seeds are the pairs' numbers, fixed before anything was tuned.
 */
public final class HardScenes {
    public static final int PAIRS = 5;
    public static final int PASSAGES_A_SCENE = 16;

    private static final long CAST_SEED = 20;
    private static final int SIDE = 250;
    private static final int ENROLLED_A_PAIR = PASSAGES_A_SCENE;

    private final Map<String, List<Photo>> people;
    private final SceneMaker maker;

    private HardScenes(Map<String, List<Photo>> people, SceneMaker maker) {
        this.people = people;
        this.maker = maker;
    }

    /**
     * @param lfw folder with {@code raw-250-fold8} and {@code landmarks.tsv}
     * @param script the scene script, {@code make_photo_scene.py}
     */
    public static HardScenes open(Path lfw, Path script) throws IOException {
        Map<String, Landmarks> points = new HashMap<>();
        for (String line : Files.readAllLines(lfw.resolve("landmarks.tsv"))) {
            String[] fields = line.split("\t");
            float[] xy = new float[10];
            for (int i = 0; i < xy.length; i++) {
                xy[i] = Float.parseFloat(fields[i + 1]);
            }
            points.put(fields[0], new Landmarks(xy));
        }
        Map<String, List<Photo>> people = new TreeMap<>();
        Path originals = lfw.resolve("raw-250-fold8");
        try (Stream<Path> files = Files.walk(originals)) {
            files.filter(file -> file.toString().endsWith(".jpg")).sorted().forEach(file -> {
                Path relative = originals.relativize(file);
                Landmarks landmarks = points.get(relative.toString().replace('\\', '/'));
                if (landmarks != null) {
                    String person = Objects.requireNonNull(relative.getParent()).toString();
                    people.computeIfAbsent(person, name -> new ArrayList<>())
                            .add(new Photo(person, file, SIDE, SIDE, landmarks));
                }
            });
        }
        return new HardScenes(people, new SceneMaker(script));
    }

    /** Makes pair 1 to 5 below {@code root}, unless it is there already. Takes about a minute a pair. */
    public HardPair make(int pair, Path root) throws IOException, InterruptedException {
        Cast cast = cast(pair);
        Path folder = root.resolve("hard-" + pair);
        Random random = new Random(pair);
        maker.make(folder, "a", plan(cast, 0, random));
        maker.make(folder, "b", plan(cast, 1, random));
        Path facebank = folder.resolve("people");
        enroll(cast, facebank);
        return new HardPair(pair, folder.resolve("a.mp4"), folder.resolve("b.mp4"), facebank);
    }

    /**
     * Who passes in a pair.
     *
     * @param shown of each enrolled person the one picture that is shown and not enrolled
     */
    record Cast(List<Photo> shown, List<Photo> strangers) {}

    Cast cast(int pair) {
        if (pair < 1 || pair > PAIRS) {
            throw new IllegalArgumentException("pair: " + pair + " (expected: 1 to " + PAIRS + ")");
        }
        Random random = new Random(CAST_SEED);
        List<String> known = new ArrayList<>(people.keySet());
        known.removeIf(person -> people.getOrDefault(person, List.of()).size() < 2);
        Collections.shuffle(known, random);
        known = known.subList(0, PAIRS * ENROLLED_A_PAIR);
        List<String> others = new ArrayList<>(people.keySet());
        others.removeAll(new HashSet<>(known));
        Collections.shuffle(others, random);
        int first = (pair - 1) * ENROLLED_A_PAIR;
        Random choice = new Random(CAST_SEED + pair);
        return new Cast(
                pick(known.subList(first, first + ENROLLED_A_PAIR), choice),
                pick(others.subList(first, first + ENROLLED_A_PAIR), choice));
    }

    private List<Photo> pick(List<String> names, Random choice) {
        return names.stream()
                .map(people::get)
                .map(photos -> photos.get(choice.nextInt(photos.size())))
                .toList();
    }

    /** Half of the pair's cast, known and unknown in random order. */
    private static ScenePlan plan(Cast cast, int scene, Random random) {
        int half = PASSAGES_A_SCENE / 2;
        List<Photo> shown = cast.shown().subList(scene * half, (scene + 1) * half);
        List<Photo> photos = new ArrayList<>(shown);
        photos.addAll(cast.strangers().subList(scene * half, (scene + 1) * half));
        Collections.shuffle(photos, random);
        return ScenePlan.of(photos, photos.stream().map(shown::contains).toList(), random);
    }

    private void enroll(Cast cast, Path facebank) throws IOException {
        Set<String> strangers = new HashSet<>();
        cast.strangers().forEach(photo -> strangers.add(photo.person()));
        Set<Path> shown = new HashSet<>();
        cast.shown().forEach(photo -> shown.add(photo.file()));
        for (Map.Entry<String, List<Photo>> person : people.entrySet()) {
            if (strangers.contains(person.getKey())) {
                continue;
            }
            for (Photo photo : person.getValue()) {
                if (!shown.contains(photo.file())) {
                    cut(photo, facebank.resolve(person.getKey()));
                }
            }
        }
    }

    /**
     * Cuts the picture to its person, as whoever enrols would: an eighth of these press photographs show somebody else's face as large. Without
     * loss, so that nothing is added to the photograph's own compression.
     */
    private static void cut(Photo photo, Path folder) throws IOException {
        String name = photo.file().getFileName().toString();
        Path target = folder.resolve(name.substring(0, name.lastIndexOf('.')) + ".png");
        if (!Files.exists(target)) {
            Files.createDirectories(folder);
            int[] cut = photo.cut();
            BufferedImage picture = ImageIO.read(photo.file().toFile());
            ImageIO.write(picture.getSubimage(cut[0], cut[1], cut[2], cut[3]), "png", target.toFile());
        }
    }
}
