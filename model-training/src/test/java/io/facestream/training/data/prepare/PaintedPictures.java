package io.facestream.training.data.prepare;

import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.LabelTable;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Pictures of one colour each in memory; some are grey, some are none. Counts how often it is asked. */
final class PaintedPictures implements CodedPictures {
    private static final List<String> PEOPLE = List.of("ann", "bob", "cid");

    final AtomicInteger read = new AtomicInteger();
    private final int[] labels;
    private final int side;
    private final Set<Integer> grey;
    private final Map<Integer, String> instead;

    PaintedPictures(int side, int... labels) {
        this(side, Set.of(), Map.of(), labels);
    }

    /** @param instead texts that stand in the place of pictures */
    PaintedPictures(int side, Set<Integer> grey, Map<Integer, String> instead, int... labels) {
        this.side = side;
        this.grey = grey;
        this.instead = instead;
        this.labels = labels;
    }

    @Override
    public byte[] coded(int index) throws UnreadablePictureException {
        read.incrementAndGet();
        String text = instead.get(index);
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try (Picture picture = Picture.allocate(side, side)) {
            ByteBuffer pixels = picture.bytes();
            while (pixels.hasRemaining()) {
                pixels.put((byte) (10 * index));
                pixels.put((byte) (grey.contains(index) ? 10 * index : 255));
                pixels.put((byte) (10 * index));
            }
            return Png.encode(picture);
        }
    }

    @Override
    public String kind() {
        return "painted";
    }

    @Override
    public LabelTable people() {
        int people = Arrays.stream(labels).max().orElse(0) + 1;
        List<String> names = IntStream.range(0, people)
                .mapToObj(person -> person < PEOPLE.size() ? PEOPLE.get(person) : "person" + person)
                .toList();
        return new LabelTable(names, labels);
    }

    @Override
    public String name(int index) {
        return "shelf/" + index % 4 + ".png";
    }

    @Override
    public void close() {}
}
