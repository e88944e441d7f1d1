package io.facestream.training.generate;

import io.facestream.training.data.PictureSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * People who do not exist, drawn when they are first asked for, lying roughly as the ArcFace template has a face: 112 x 112 BGR. The same seed gives
 * the same people and pictures; person 17 is the same whether there are 20 or 2,000. Any number of threads may read.
 */
public final class GeneratedFaces implements PictureSet {
    /** Side of a picture, in pixels. */
    public static final int SIDE = 112;

    private static final long PERSON = 0x9E3779B97F4A7C15L;
    private static final long PICTURE = 0xD1B54A32D192ED03L;

    private final int firstPerson;
    private final int pictures;
    private final long seed;
    private final List<String> classes;
    /** Drawing takes longer than learning; 37 KB each. */
    private final AtomicReferenceArray<byte[]> drawn;

    /**
     * Names the people; nothing is drawn yet.
     *
     * @param firstPerson number of the first of them: sets of other numbers share nobody with this one
     * @param people how many, at least 1
     * @param pictures of each, at least 1
     */
    public GeneratedFaces(int firstPerson, int people, int pictures, long seed) {
        atLeast("firstPerson", firstPerson, 0);
        atLeast("people", people, 1);
        atLeast("pictures", pictures, 1);
        this.firstPerson = firstPerson;
        this.pictures = pictures;
        this.seed = seed;
        this.classes = IntStream.range(firstPerson, Math.addExact(firstPerson, people))
                .mapToObj("generated-%05d"::formatted)
                .toList();
        this.drawn = new AtomicReferenceArray<>(Math.multiplyExact(people, pictures));
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }

    @Override
    public int size() {
        return classes.size() * pictures;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return index / pictures;
    }

    @Override
    public String name(int index) {
        return classes.get(label(index)) + "/%04d".formatted(index % pictures);
    }

    @Override
    public byte[] read(int index) {
        byte[] known = drawn.get(index);
        if (known == null) {
            known = draw(index);
            drawn.set(index, known);
        }
        return known.clone();
    }

    private byte[] draw(int index) {
        long person = firstPerson + (long) label(index);
        SplittableRandom ofPerson = new SplittableRandom(seed + (person + 1) * PERSON);
        SplittableRandom ofPicture =
                new SplittableRandom(seed + (person + 1) * PERSON + (index % pictures + 1L) * PICTURE);
        Identity identity = Identity.draw(ofPerson);
        Moment moment = Moment.draw(ofPicture);
        return Exposure.expose(new FacePainter(identity, moment).paint(), moment, ofPicture);
    }

    @Override
    public int side() {
        return SIDE;
    }

    @Override
    public void close() {}
}
