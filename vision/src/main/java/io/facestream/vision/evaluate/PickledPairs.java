package io.facestream.vision.evaluate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of pictures for verification as InsightFace's {@code lfw.bin}, {@code agedb_30.bin}, {@code cfp_fp.bin} and so on hold them: a pickle
 * of a list of picture files and a list of flags. Pair {@code p} is pictures {@code 2p} and {@code 2p + 1}. The whole file is in memory;
 * many threads may read.
 */
public final class PickledPairs {
    static {
        NumpyArray.register();
    }

    private final List<byte[]> pictures;
    private final boolean[] same;

    private PickledPairs(List<byte[]> pictures, boolean[] same) {
        this.pictures = pictures;
        this.same = same;
    }

    /**
     * Reads a file of pairs.
     *
     * @throws ProtocolRefusedException if there is no such file, or it holds no pairs
     */
    public static PickledPairs open(Path path) {
        Object content;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            content = new Unpickler().load(in);
        } catch (IOException e) {
            throw new ProtocolRefusedException(path + ": " + e + " (expected: a file of pairs)", e);
        } catch (RuntimeException e) { // of many kinds, by what the bytes happen to mean
            throw new ProtocolRefusedException(
                    path + ": " + e.getMessage() + " (expected: a pickle of pictures and flags)", e);
        } catch (OutOfMemoryError e) { // one huge array, asked for by a damaged length
            throw new ProtocolRefusedException(
                    path + ": a length of more than the memory holds (expected: a pickle of pictures and flags)", e);
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
        return new PickledPairs(List.copyOf(pictures), same);
    }

    private static ProtocolRefusedException refused(Path path, String what) {
        return new ProtocolRefusedException(
                path + ": " + what + " (expected: a pickle of pictures, and half as many flags)");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof NumpyArray array) {
            return array.flags();
        }
        return value instanceof Object[] tuple
                ? Arrays.asList(tuple)
                : value instanceof List<?> several ? several : List.of();
    }

    private static boolean flag(Path path, @Nullable Object value) {
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

    /** The bytes of each picture's file, two a pair; never written. */
    public List<byte[]> pictures() {
        return pictures;
    }
}
