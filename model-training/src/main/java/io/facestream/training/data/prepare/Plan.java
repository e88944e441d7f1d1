package io.facestream.training.data.prepare;

import io.facestream.training.TrainingException;
import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.SinkPicture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * In which order a set's pictures are written, person by person, and under which names.
 *
 * @param order indices in the set
 * @param names of their files, without an ending, no two alike of one person
 * @param leftOutPeople who have too few pictures
 * @param leftOutPictures theirs
 */
record Plan(int[] order, List<String> names, int leftOutPeople, int leftOutPictures) {
    private static final int LONGEST_NAME = 150;

    static Plan of(CodedPictures from, int minPictures) {
        List<List<Integer>> byPerson = new ArrayList<>();
        from.classes().forEach(person -> byPerson.add(new ArrayList<>()));
        for (int i = 0; i < from.size(); i++) {
            byPerson.get(from.label(i)).add(i);
        }
        List<Integer> order = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int leftOut = 0;
        for (int person = 0; person < byPerson.size(); person++) {
            List<Integer> pictures = byPerson.get(person);
            if (pictures.size() < minPictures) {
                leftOut++;
                continue;
            }
            SinkPicture.requireName("person", from.classes().get(person));
            order.addAll(pictures);
            names.addAll(names(from, pictures));
        }
        if (order.isEmpty()) {
            throw new TrainingException("min-pictures: " + minPictures + " (expected: as few as somebody has; "
                    + from.classes().size() + " people have fewer)");
        }
        return new Plan(
                order.stream().mapToInt(Integer::intValue).toArray(),
                List.copyOf(names),
                leftOut,
                from.size() - order.size());
    }

    private static List<String> names(CodedPictures from, List<Integer> pictures) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>(pictures.size());
        for (int picture : pictures) {
            String plain =
                    from.fileName(picture).replaceAll("[\\\\/\\p{Cntrl}]", "_").replaceFirst("^\\.", "_");
            String name = plain.isBlank() ? "picture" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
            // file systems may not tell upper from lower case
            boolean free = used.add(name.toLowerCase(Locale.ROOT));
            String own = free ? name : name + "-" + picture;
            used.add(own.toLowerCase(Locale.ROOT));
            names.add(own);
        }
        return names;
    }

    int size() {
        return order.length;
    }

    /** Tells this plan from that of a set that has changed since. */
    String fingerprint(CodedPictures from) {
        CRC32 sum = new CRC32();
        for (int i = 0; i < order.length; i++) {
            String line = from.classes().get(from.label(order[i])) + "\t" + from.name(order[i]) + "\n";
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return order.length + "-" + Long.toHexString(sum.getValue());
    }
}
