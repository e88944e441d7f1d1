package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.vision.Face;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Pairs of pictures for verification as InsightFace's {@code lfw.bin}, {@code agedb_30.bin} and so on hold them: a pickle of a list of
 * picture files and a list of flags. Pair {@code p} is pictures {@code 2p} and {@code 2p + 1}. The whole file is in memory; many threads may
 * read.
 */
public final class PairFile {
    static {
        NumpyArray.register();
    }

    private final Path path;
    private final List<byte[]> pictures;
    private final boolean[] same;

    private PairFile(Path path, List<byte[]> pictures, boolean[] same) {
        this.path = path;
        this.pictures = pictures;
        this.same = same;
    }

    /** Reads a file of pairs.
     *
     * @throws TrainingException if there is no such file, or it holds no pairs
     */
    public static PairFile open(Path path) {
        Object content;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            content = new Unpickler().load(in);
        } catch (IOException e) {
            throw new TrainingException(path + ": " + e + " (expected: a file of pairs)", e);
        } catch (RuntimeException e) { // of many kinds, by what the bytes happen to mean
            throw new TrainingException(
                    path + ": " + e.getMessage() + " (expected: a pickle of pictures and flags)", e);
        }
        List<?> parts = list(content);
        if (parts.size() != 2) {
            throw refused(path, "a pickle of something else");
        }
        List<byte[]> pictures = new ArrayList<>();
        List<?> flags = list(parts.get(1));
        try {
            list(parts.get(0)).forEach(picture -> pictures.add(NumpyArray.bytes(picture)));
        } catch (PickleException e) {
            throw refused(path, String.valueOf(e.getMessage()));
        }
        if (flags.isEmpty() || pictures.size() != 2 * flags.size()) {
            throw refused(path, pictures.size() + " pictures and " + flags.size() + " flags");
        }
        boolean[] same = new boolean[flags.size()];
        for (int i = 0; i < same.length; i++) {
            same[i] = flag(path, flags.get(i));
        }
        return new PairFile(path, List.copyOf(pictures), same);
    }

    private static TrainingException refused(Path path, String what) {
        return new TrainingException(path + ": " + what + " (expected: a pickle of pictures, and half as many flags)");
    }

    private static List<?> list(Object value) {
        if (value instanceof NumpyArray array) {
            return array.flags();
        }
        return value instanceof Object[] tuple
                ? Arrays.asList(tuple)
                : value instanceof List<?> several ? several : List.of();
    }

    private static boolean flag(Path path, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.intValue() != 0;
        }
        throw refused(path, "a flag that is " + value);
    }

    /** How many pairs there are. */
    public int pairs() {
        return same.length;
    }

    /** Whether both pictures of a pair are of one person. */
    public boolean same(int pair) {
        return same[pair];
    }

    /** The pictures, 112 x 112, two a pair; who is in them is not known, so that each pair counts as its own class. */
    public PictureSet pictures() {
        return new DecodedPictures(new Coded(), Face.CROP_SIDE, Fit.STRETCH);
    }

    /** The pictures as they are in the file. */
    public CodedPictures coded() {
        return new Coded();
    }

    private final class Coded implements CodedPictures {
        private final LabelTable people = new LabelTable(
                IntStream.range(0, same.length).mapToObj(pair -> "pair " + pair).toList(),
                IntStream.range(0, pictures.size()).map(picture -> picture / 2).toArray());

        @Override
        public LabelTable people() {
            return people;
        }

        @Override
        public String kind() {
            return "pairs for verification";
        }

        @Override
        public String name(int index) {
            return path.getFileName() + " pair " + index / 2 + (index % 2 == 0 ? " first" : " second");
        }

        @Override
        public byte[] coded(int index) {
            return pictures.get(index);
        }

        @Override
        public void close() {
            // all is in memory
        }
    }
}
