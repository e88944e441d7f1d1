package io.facestream.training.verify;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.evaluate.classify.ClassMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names known people by the nearest mean of their enrolled pictures' vectors, with no threshold: everybody is taken for somebody. */
public final class CentroidClassifier {
    private static final int AT_ONCE = 256;

    private final PictureEmbedder embedder;
    private final ClassMeans means;

    private CentroidClassifier(PictureEmbedder embedder, ClassMeans means) {
        this.embedder = embedder;
        this.means = means;
    }

    /**
     * Right answers of all.
     *
     * @param unreadable pictures that could not be read, not among the probes
     */
    public record Accuracy(int right, int probes, int unreadable) {
        /** 0 to 1. */
        public double share() {
            return (double) right / probes;
        }
    }

    /** Enrols some pictures of a set; a person's class is the set's. */
    public static CentroidClassifier enrol(PictureEmbedder embedder, PictureSet set, int[] pictures) {
        ClassMeans means = new ClassMeans();
        embedEach(embedder, set, pictures, means::add);
        if (means.classes() < 2) {
            throw new TrainingException("enrolled people: " + means.classes() + " (expected: at least 2)");
        }
        return new CentroidClassifier(embedder, means);
    }

    /** Names pictures of people who were enrolled, from this or another set with the same classes. */
    public Accuracy accuracy(PictureSet set, int[] pictures) {
        int[] counts = new int[2];
        embedEach(embedder, set, pictures, (person, embedding) -> {
            counts[0] += means.nearest(embedding) == person ? 1 : 0;
            counts[1]++;
        });
        if (counts[1] == 0) {
            throw new TrainingException("probes: none readable (expected: at least one picture)");
        }
        return new Accuracy(counts[0], counts[1], pictures.length - counts[1]);
    }

    private interface Taker {
        void take(int person, Embedding embedding);
    }

    private static void embedEach(PictureEmbedder embedder, PictureSet set, int[] pictures, Taker taker) {
        for (int from = 0; from < pictures.length; from += AT_ONCE) {
            List<byte[]> crops = new ArrayList<>();
            List<Integer> people = new ArrayList<>();
            for (int picture : Arrays.copyOfRange(pictures, from, Math.min(pictures.length, from + AT_ONCE))) {
                try {
                    crops.add(set.read(picture));
                    people.add(set.label(picture));
                } catch (UnreadablePictureException e) {
                    // counted by its absence; the set's reader names it
                    continue;
                }
            }
            List<Embedding> embeddings = embedder.embed(crops);
            for (int i = 0; i < embeddings.size(); i++) {
                taker.take(people.get(i), embeddings.get(i));
            }
        }
    }
}
