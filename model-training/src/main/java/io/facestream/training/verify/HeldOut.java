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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pictures of people who are not trained on, and pairs of them. It holds no pixels: each verification reads the pictures anew, and keeps
 * their vectors only.
 */
public final class HeldOut {
    /** Pictures in memory at once. */
    private static final int AT_ONCE = 256;

    private static final Embedding NONE = new Embedding(new float[0], 0);

    /** Most pictures that are compared each with each: 4.5 million pairs, a gigabyte of memory while they are measured. */
    private static final int MOST_TO_ALL = 3000;

    /** Two pictures of the set. */
    private record Pair(int first, int second, boolean same) {}

    private final PictureSet set;
    private final List<List<Pair>> folds;
    private final SortedSet<Integer> pictures = new TreeSet<>();

    private HeldOut(PictureSet set, List<List<Pair>> folds) {
        this.set = set;
        this.folds = folds;
        for (List<Pair> fold : folds) {
            for (Pair pair : fold) {
                pictures.add(pair.first);
                pictures.add(pair.second);
            }
        }
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
        List<Pair> pairs = new ArrayList<>(pictures.length * (pictures.length - 1) / 2);
        int same = 0;
        for (int i = 0; i < pictures.length; i++) {
            for (int j = i + 1; j < pictures.length; j++) {
                Pair pair = new Pair(pictures[i], pictures[j], set.label(pictures[i]) == set.label(pictures[j]));
                pairs.add(pair);
                same += pair.same ? 1 : 0;
            }
        }
        if (same == 0 || same == pairs.size()) {
            throw new TrainingException("held-out pictures: " + same + " pairs of one person, " + (pairs.size() - same)
                    + " of two (expected: some of both, so at least two people, and two pictures of one)");
        }
        return new HeldOut(set, List.of(pairs));
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
        List<List<Pair>> folds = new ArrayList<>();
        for (List<PicturePair> fold : protocol.folds()) {
            folds.add(fold.stream()
                    .map(pair -> new Pair(index(byName, pair.first()), index(byName, pair.second()), pair.same()))
                    .toList());
        }
        return new HeldOut(set, folds);
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
        return pictures.size();
    }

    /**
     * Embeds the pictures and compares the pairs by the cosine of their vectors.
     *
     * @param flip whether a picture's vector is that of the picture and its mirror image together
     * @throws TrainingException if too few pictures can be read
     */
    public Verification verify(PictureEmbedder embedder, boolean flip) {
        Map<Integer, Embedding> embeddings = embedAll(flip ? new FlipEmbedder(embedder) : embedder);
        List<VerificationScores> scores = new ArrayList<>();
        List<Pair> all = new ArrayList<>();
        for (List<Pair> fold : folds) {
            all.addAll(fold);
            if (folds.size() > 1) {
                scores.add(scores(fold, embeddings));
            }
        }
        int refused =
                (int) embeddings.values().stream().filter(Embedding::isRefused).count();
        return verification(scores(all, embeddings), scores, refused, pictures.size() - embeddings.size());
    }

    private static Verification verification(
            VerificationScores scores, List<VerificationScores> folds, int refused, int unreadable) {
        double threshold = scores.bestBalancedThreshold();
        double accuracy = scores.balancedAccuracyAt(threshold);
        double deviation = 0;
        if (!folds.isEmpty()) {
            FoldedAccuracy folded = FoldedAccuracy.of(folds);
            threshold = folded.thresholds().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
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

    private Map<Integer, Embedding> embedAll(PictureEmbedder embedder) {
        Map<Integer, Embedding> embeddings = new TreeMap<>();
        List<Integer> indices = new ArrayList<>();
        List<byte[]> crops = new ArrayList<>();
        for (int picture : pictures) {
            try {
                crops.add(set.read(picture));
                indices.add(picture);
            } catch (UnreadablePictureException e) {
                // counted by its absence; the set's reader names it
                continue;
            }
            if (crops.size() == AT_ONCE) {
                embed(embedder, crops, indices, embeddings);
            }
        }
        embed(embedder, crops, indices, embeddings);
        return embeddings;
    }

    private static void embed(
            PictureEmbedder embedder, List<byte[]> crops, List<Integer> indices, Map<Integer, Embedding> embeddings) {
        List<Embedding> embedded = embedder.embed(crops);
        for (int i = 0; i < embedded.size(); i++) {
            embeddings.put(indices.get(i), embedded.get(i));
        }
        crops.clear();
        indices.clear();
    }

    private static VerificationScores scores(List<Pair> pairs, Map<Integer, Embedding> embeddings) {
        double[] same = cosines(pairs, embeddings, true);
        double[] different = cosines(pairs, embeddings, false);
        if (same.length == 0 || different.length == 0) {
            throw new TrainingException("held-out pictures: " + same.length + " readable pairs of one person, "
                    + different.length + " of two (expected: some of both)");
        }
        return new VerificationScores(same, different);
    }

    private static double[] cosines(List<Pair> pairs, Map<Integer, Embedding> embeddings, boolean same) {
        return pairs.stream()
                .filter(pair ->
                        pair.same == same && embeddings.containsKey(pair.first) && embeddings.containsKey(pair.second))
                .mapToDouble(pair ->
                        embeddings.getOrDefault(pair.first, NONE).cosine(embeddings.getOrDefault(pair.second, NONE)))
                .toArray();
    }
}
