package io.facestream.evaluate.verify;

import io.facestream.evaluate.PictureSource;
import io.facestream.vision.evaluate.PairList;
import io.facestream.vision.evaluate.PickledPairs;
import io.facestream.vision.evaluate.PicturePair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labelled pairs, and the pictures that they are made of, each once.
 *
 * @param name of the file
 * @param format of the file, in words
 * @param folds that the file says; 1 if it says none
 * @param drawn what is known of who is in which pair
 * @param persons by picture, 0 and up: who is in it where people are drawn, else the picture itself
 */
public record Protocol(
        String name,
        String format,
        List<PictureSource> pictures,
        List<Pair> pairs,
        int folds,
        Drawn drawn,
        List<Integer> persons) {
    /**
     * A pair.
     *
     * @param first place of a picture
     * @param second place of the other
     * @param fold 0 and up
     */
    public record Pair(int first, int second, boolean same, int fold) {}

    /** What intervals of confidence are made by drawing. */
    public enum Drawn {
        /** The folders of the pictures say who is in them, and the labels of all pairs agree with that. */
        PEOPLE,
        /** Only the pictures are known; one may be in many pairs. */
        PICTURES,
        /** No picture is in two pairs. */
        PAIRS;

        /** As it is written in reports. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Protocol {
        pictures = List.copyOf(pictures);
        pairs = List.copyOf(pairs);
        persons = List.copyOf(persons);
    }

    /**
     * Reads a list of pairs.
     *
     * @param images folder below which the list names the pictures
     * @throws io.facestream.vision.evaluate.ProtocolRefusedException if it is no such list
     */
    public static Protocol ofList(Path file, Path images) throws IOException {
        PairList list = PairList.read(file);
        Map<String, Integer> places = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int fold = 0; fold < list.folds().size(); fold++) {
            for (PicturePair pair : list.folds().get(fold)) {
                int first = place(places, pair.first());
                int second = place(places, pair.second());
                pairs.add(new Pair(first, second, pair.same(), fold));
            }
        }
        List<String> names = List.copyOf(places.keySet());
        List<PictureSource> pictures =
                names.stream().map(name -> PictureSource.file(images, name)).toList();
        List<Integer> people = people(names);
        boolean known = pairs.stream()
                .allMatch(pair -> pair.same() == people.get(pair.first()).equals(people.get(pair.second())));
        return of(
                String.valueOf(file.getFileName()),
                list.format(),
                pictures,
                pairs,
                list.folds().size(),
                known ? people : List.of());
    }

    /**
     * Reads InsightFace's {@code .bin}. Its pictures have no names; equal bytes are one picture.
     *
     * @throws io.facestream.vision.evaluate.ProtocolRefusedException if it is no such file
     */
    public static Protocol ofPickle(Path file) {
        PickledPairs content = PickledPairs.open(file);
        Map<ByteBuffer, Integer> places = new HashMap<>();
        List<PictureSource> pictures = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        int[] both = new int[2];
        for (int pair = 0; pair < content.pairs(); pair++) {
            for (int side = 0; side < 2; side++) {
                byte[] bytes = content.pictures().get(2 * pair + side);
                String name = "pair " + (pair + 1) + (side == 0 ? " first" : " second");
                both[side] = places.computeIfAbsent(ByteBuffer.wrap(bytes), key -> {
                    pictures.add(PictureSource.memory(name, bytes));
                    return pictures.size() - 1;
                });
            }
            pairs.add(new Pair(both[0], both[1], content.same(pair), 0));
        }
        return of(String.valueOf(file.getFileName()), "InsightFace's pickled pairs", pictures, pairs, 1, List.of());
    }

    private static Protocol of(
            String name,
            String format,
            List<PictureSource> pictures,
            List<Pair> pairs,
            int folds,
            List<Integer> people) {
        if (!people.isEmpty()) {
            return new Protocol(name, format, pictures, pairs, folds, Drawn.PEOPLE, people);
        }
        List<Integer> own = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            own.add(i);
        }
        Set<Integer> seen = new HashSet<>();
        boolean repeated = false;
        for (Pair pair : pairs) {
            repeated |= !seen.add(pair.first());
            repeated |= pair.first() != pair.second() && !seen.add(pair.second());
        }
        return new Protocol(name, format, pictures, pairs, folds, repeated ? Drawn.PICTURES : Drawn.PAIRS, own);
    }

    private static int place(Map<String, Integer> places, String name) {
        return places.computeIfAbsent(name, key -> places.size());
    }

    /** By picture, the folder it lies in; a picture in none is its own. */
    private static List<Integer> people(List<String> names) {
        Map<String, Integer> folders = new HashMap<>();
        List<Integer> people = new ArrayList<>();
        for (String name : names) {
            int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
            people.add(
                    folders.computeIfAbsent(slash < 0 ? "/" + name : name.substring(0, slash), key -> folders.size()));
        }
        return people;
    }
}
