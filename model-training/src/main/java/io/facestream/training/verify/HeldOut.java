package io.facestream.training.verify;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.LfwPairs;
import io.facestream.vision.evaluate.PicturePair;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of people who are not trained on, and pairs of them. It holds no pixels: each verification reads the pictures anew, and keeps
 * their vectors only.
 */
public final class HeldOut {
    /** Pictures in memory at once. */
    private static final int AT_ONCE = 256;

    /** Most pictures that are compared each with each: 4.5 million pairs. */
    private static final int MOST_TO_ALL = 3000;

    /**
     * Pairs of one fold.
     *
     * @param first place of a picture in {@link #pictures}
     * @param second place of the other
     * @param same whether both are of one person
     */
    private record Fold(int[] first, int[] second, boolean[] same) {}

    private final PictureSet set;
    /** Those that take part, ascending. */
    private final int[] pictures;

    private final List<Fold> folds;

    private HeldOut(PictureSet set, int[] pictures, List<Fold> folds) {
        this.set = set;
        this.pictures = pictures;
        this.folds = folds;
    }

    /**
     * Every picture with every other.
     *
     * @param pictures of the set, of at least two people, at least two of one, at most 3,000
     * @throws TrainingException if there is no pair of one kind, or too many pictures
     */
    public static HeldOut allPairs(PictureSet set, int[] pictures) {
        if (pictures.length > MOST_TO_ALL) {
            throw new TrainingException("held-out pictures: " + pictures.length + " (expected: at most " + MOST_TO_ALL
                    + ", as each is compared with each)");
        }
        int[] ordered = Arrays.stream(pictures).sorted().distinct().toArray();
        int pairs = ordered.length * (ordered.length - 1) / 2;
        Fold all = new Fold(new int[pairs], new int[pairs], new boolean[pairs]);
        int at = 0;
        int same = 0;
        for (int i = 0; i < ordered.length; i++) {
            for (int j = i + 1; j < ordered.length; j++, at++) {
                all.first[at] = i;
                all.second[at] = j;
                all.same[at] = set.label(ordered[i]) == set.label(ordered[j]);
                same += all.same[at] ? 1 : 0;
            }
        }
        if (same == 0 || same == pairs) {
            throw new TrainingException("held-out pictures: " + same + " pairs of one person, " + (pairs - same)
                    + " of two (expected: some of both, so at least two people, and two pictures of one)");
        }
        return new HeldOut(set, ordered, List.of(all));
    }

    /**
     * The pairs of a protocol.
     *
     * @param set names its pictures as the protocol does
     * @throws TrainingException if a picture of the protocol is not in the set
     */
    public static HeldOut pairs(PictureSet set, LfwPairs protocol) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < set.size(); i++) {
            byName.put(set.name(i), i);
        }
        TreeSet<Integer> taking = new TreeSet<>();
        for (List<PicturePair> fold : protocol.folds()) {
            for (PicturePair pair : fold) {
                taking.add(index(byName, pair.first()));
                taking.add(index(byName, pair.second()));
            }
        }
        int[] ordered = taking.stream().mapToInt(Integer::intValue).toArray();
        List<Fold> folds = new ArrayList<>();
        for (List<PicturePair> pairs : protocol.folds()) {
            Fold fold = new Fold(new int[pairs.size()], new int[pairs.size()], new boolean[pairs.size()]);
            for (int i = 0; i < pairs.size(); i++) {
                PicturePair pair = pairs.get(i);
                fold.first[i] = Arrays.binarySearch(ordered, index(byName, pair.first()));
                fold.second[i] = Arrays.binarySearch(ordered, index(byName, pair.second()));
                fold.same[i] = pair.same();
            }
            folds.add(fold);
        }
        return new HeldOut(set, ordered, folds);
    }

    private static int index(Map<String, Integer> byName, String name) {
        Integer index = byName.get(name);
        if (index == null) {
            throw new TrainingException("pairs: " + name + " (expected: one of the " + byName.size() + " pictures)");
        }
        return index;
    }

    /** How many pictures take part. */
    public int pictureCount() {
        return pictures.length;
    }

    /**
     * Embeds the pictures and compares the pairs by the cosine of their vectors.
     *
     * @param flip whether a picture's vector is that of the picture and its mirror image together
     * @throws TrainingException if too few pictures can be read
     */
    public Verification verify(PictureEmbedder embedder, boolean flip) {
        @Nullable Embedding[] embeddings = embedAll(flip ? new FlipEmbedder(embedder) : embedder);
        List<VerificationScores> byFold = new ArrayList<>();
        if (folds.size() > 1) {
            for (Fold fold : folds) {
                byFold.add(scores(List.of(fold), embeddings));
            }
        }
        List<Embedding> made =
                Arrays.stream(embeddings).filter(Objects::nonNull).toList();
        int refused = (int) made.stream().filter(Embedding::isRefused).count();
        return verification(scores(folds, embeddings), byFold, refused, pictures.length - made.size());
    }

    private static Verification verification(
            VerificationScores scores, List<VerificationScores> folds, int refused, int unreadable) {
        double threshold = scores.bestBalancedThreshold();
        double accuracy = scores.balancedAccuracyAt(threshold);
        double deviation = 0;
        if (!folds.isEmpty()) {
            FoldedAccuracy folded = FoldedAccuracy.of(folds);
            threshold = folded.meanThreshold();
            accuracy = folded.mean();
            deviation = folded.deviation();
        }
        return new Verification(
                scores.areaUnderCurve(),
                scores.equalErrorRate(),
                scores.atFalseAcceptRate(1e-2),
                scores.atFalseAcceptRate(1e-3),
                accuracy,
                deviation,
                threshold,
                refused,
                unreadable,
                scores);
    }

    /** The vector of each picture; none of one that cannot be read. */
    private @Nullable Embedding[] embedAll(PictureEmbedder embedder) {
        @Nullable Embedding[] embeddings = new Embedding[pictures.length];
        List<Integer> places = new ArrayList<>();
        List<byte[]> crops = new ArrayList<>();
        for (int i = 0; i < pictures.length; i++) {
            try {
                crops.add(set.read(pictures[i]));
                places.add(i);
            } catch (UnreadablePictureException e) {
                // counted by its absence; the set's reader names it
                continue;
            }
            if (crops.size() == AT_ONCE) {
                embed(embedder, crops, places, embeddings);
            }
        }
        embed(embedder, crops, places, embeddings);
        return embeddings;
    }

    private static void embed(
            PictureEmbedder embedder, List<byte[]> crops, List<Integer> places, @Nullable Embedding[] embeddings) {
        List<Embedding> embedded = embedder.embed(crops);
        for (int i = 0; i < embedded.size(); i++) {
            embeddings[places.get(i)] = embedded.get(i);
        }
        crops.clear();
        places.clear();
    }

    private static VerificationScores scores(List<Fold> folds, @Nullable Embedding[] embeddings) {
        double[] same = cosines(folds, embeddings, true);
        double[] different = cosines(folds, embeddings, false);
        if (same.length == 0 || different.length == 0) {
            throw new TrainingException("held-out pictures: " + same.length + " readable pairs of one person, "
                    + different.length + " of two (expected: some of both)");
        }
        return new VerificationScores(same, different);
    }

    private static double[] cosines(List<Fold> folds, @Nullable Embedding[] embeddings, boolean same) {
        double[] cosines =
                new double[folds.stream().mapToInt(fold -> fold.same.length).sum()];
        int count = 0;
        for (Fold fold : folds) {
            for (int i = 0; i < fold.same.length; i++) {
                Embedding first = embeddings[fold.first[i]];
                Embedding second = embeddings[fold.second[i]];
                if (fold.same[i] == same && first != null && second != null) {
                    cosines[count++] = first.cosine(second);
                }
            }
        }
        return Arrays.copyOf(cosines, count);
    }
}
