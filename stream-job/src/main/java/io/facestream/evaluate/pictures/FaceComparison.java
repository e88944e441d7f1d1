package io.facestream.evaluate.pictures;

import java.util.Locale;

/** The faces of one picture held against those of another. */
public final class FaceComparison {
    private final PictureFaces a;
    private final PictureFaces b;
    private final PairThreshold threshold;
    private final boolean any;
    private int chosenA;
    private int chosenB;

    /**
     * Compares the faces that the pictures are about, or all.
     *
     * @param any whether the most alike pair decides, whichever faces these are
     */
    public FaceComparison(PictureFaces a, PictureFaces b, PairThreshold threshold, boolean any) {
        this.a = a;
        this.b = b;
        this.threshold = threshold;
        this.any = any;
        if (any) {
            chooseMostAlike();
        }
    }

    private void chooseMostAlike() {
        for (int i = 0; i < a.faces().size(); i++) {
            for (int j = 0; j < b.faces().size(); j++) {
                if (score(i, j) > score(chosenA, chosenB)) {
                    chosenA = i;
                    chosenB = j;
                }
            }
        }
    }

    /** Cosine of two faces, by their places in the pictures' lists: -1..1; 0 if one of them has no vector. */
    public double score(int faceOfA, int faceOfB) {
        return a.vectors().get(faceOfA).cosine(b.vectors().get(faceOfB));
    }

    /** Cosine of the two that decide. */
    public double score() {
        return score(chosenA, chosenB);
    }

    /** Whether they are one person. */
    public boolean same() {
        return score() >= threshold.value();
    }

    /** The answer in a line. */
    public String verdict() {
        return String.format(
                Locale.ROOT,
                "%s: score %.3f, threshold %.3f",
                same() ? "same person" : "different people",
                score(),
                threshold.value());
    }

    /** The first picture. */
    public PictureFaces a() {
        return a;
    }

    /** The second picture. */
    public PictureFaces b() {
        return b;
    }

    /** Place of the face of the first picture that decides. */
    public int chosenA() {
        return chosenA;
    }

    /** Place of the face of the second picture that decides. */
    public int chosenB() {
        return chosenB;
    }

    /** What the score is held against. */
    public PairThreshold threshold() {
        return threshold;
    }

    /** Whether all faces were compared. */
    public boolean any() {
        return any;
    }
}
