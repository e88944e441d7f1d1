package io.facestream.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A set in memory: pixel p of picture i is i + p, modulo 251; some pictures are unreadable. */
record MadePictures(int size, int people, int side, Set<Integer> unreadable) implements PictureSet {
    int[] all() {
        return IntStream.range(0, size).toArray();
    }

    int[] labels() {
        return Arrays.stream(all()).map(this::label).toArray();
    }

    @Override
    public List<String> classes() {
        return IntStream.range(0, people).mapToObj(i -> "person" + i).toList();
    }

    @Override
    public int label(int index) {
        return index % people;
    }

    @Override
    public String name(int index) {
        return "picture" + index;
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        if (unreadable.contains(index)) {
            throw new UnreadablePictureException(name(index) + ": painted over (expected: a picture)");
        }
        byte[] bgr = new byte[side * side * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) ((index + i) % 251);
        }
        return bgr;
    }

    @Override
    public void close() {}
}
