package io.facestream.training.verify;

import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;
import java.util.List;

/**
 * The pictures of another set as a camera far away would give them: reduced by area and enlarged again, so that only the detail of the
 * smaller size is left. Closing it leaves the other set open.
 */
public final class ReducedPictures implements PictureSet {
    private final PictureSet set;
    private final int reducedSide;

    /** @param reducedSide side in pixels that the detail is left of, below the set's */
    public ReducedPictures(PictureSet set, int reducedSide) {
        if (reducedSide < 1 || reducedSide >= set.side()) {
            throw new IllegalArgumentException(
                    "reducedSide: " + reducedSide + " (expected: at least 1, below the set's " + set.side() + ")");
        }
        this.set = set;
        this.reducedSide = reducedSide;
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        byte[] pixels = set.read(index);
        try (Picture full = Picture.allocate(set.side(), set.side())) {
            full.bytes().put(pixels);
            try (Picture reduced = full.scaled(reducedSide, reducedSide);
                    Picture enlarged = reduced.scaled(set.side(), set.side())) {
                byte[] bgr = new byte[pixels.length];
                enlarged.bytes().get(bgr);
                return bgr;
            }
        }
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public List<String> classes() {
        return set.classes();
    }

    @Override
    public int label(int index) {
        return set.label(index);
    }

    @Override
    public String name(int index) {
        return set.name(index);
    }

    @Override
    public int side() {
        return set.side();
    }

    @Override
    public void close() {}
}
