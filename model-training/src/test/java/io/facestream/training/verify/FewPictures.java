package io.facestream.training.verify;

import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import java.util.ArrayList;
import java.util.List;

/** Pictures of one byte each, which is the angle of their vector in degrees; some cannot be read. */
final class FewPictures implements PictureSet {
    /** What cannot be read. */
    static final int DAMAGED = -1;

    private final List<String> classes = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Integer> angles = new ArrayList<>();

    FewPictures person(String name, int... degrees) {
        for (int degree : degrees) {
            labels.add(classes.size());
            angles.add(degree);
        }
        classes.add(name);
        return this;
    }

    int[] all() {
        return java.util.stream.IntStream.range(0, size()).toArray();
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels.get(index);
    }

    @Override
    public String name(int index) {
        int before = labels.indexOf(labels.get(index));
        String person = classes.get(labels.get(index));
        return "%s/%s_%04d.jpg".formatted(person, person, index - before + 1);
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        if (angles.get(index) == DAMAGED) {
            throw new UnreadablePictureException(name(index) + ": damaged");
        }
        return new byte[] {angles.get(index).byteValue()};
    }

    @Override
    public int side() {
        return 1;
    }

    @Override
    public void close() {}
}
