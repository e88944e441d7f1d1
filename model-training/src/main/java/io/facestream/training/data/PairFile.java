package io.facestream.training.data;

import io.facestream.training.TrainingException;
import io.facestream.vision.Face;
import io.facestream.vision.evaluate.PickledPairs;
import io.facestream.vision.evaluate.ProtocolRefusedException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Pairs of pictures for verification, {@link PickledPairs}, as pictures of a set. Many threads may read. */
public final class PairFile {
    private final Path path;
    private final PickledPairs content;

    private PairFile(Path path, PickledPairs content) {
        this.path = path;
        this.content = content;
    }

    /** Reads a file of pairs.
     *
     * @throws TrainingException if there is no such file, or it holds no pairs
     */
    public static PairFile open(Path path) {
        try {
            return new PairFile(path, PickledPairs.open(path));
        } catch (ProtocolRefusedException e) {
            throw new TrainingException(String.valueOf(e.getMessage()), e);
        }
    }

    /** How many pairs there are. */
    public int pairs() {
        return content.pairs();
    }

    /** Whether both pictures of a pair are of one person. */
    public boolean same(int pair) {
        return content.same(pair);
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
                IntStream.range(0, content.pairs())
                        .mapToObj(pair -> "pair " + pair)
                        .toList(),
                IntStream.range(0, 2 * content.pairs())
                        .map(picture -> picture / 2)
                        .toArray());

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
            return content.pictures().get(index);
        }

        @Override
        public void close() {
            // all is in memory
        }
    }
}
