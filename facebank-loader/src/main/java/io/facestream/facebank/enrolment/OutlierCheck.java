package io.facestream.facebank.enrolment;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the pictures of a person's that show somebody else. The picture that is most like all others is the middle of a group, to which
 * belongs what is like the group by mean similarity. Only where the group outnumbers the rest is the matter decided: one picture
 * against one says nothing of which is wrong.
 */
final class OutlierCheck {
    /** Members come and go as the group grows; it settles after two or three rounds. */
    private static final int MOST_ROUNDS = 8;

    private final double samePerson;

    /** @param samePerson mean similarity below which a picture is unlike the others */
    OutlierCheck(double samePerson) {
        this.samePerson = samePerson;
    }

    /**
     * @param kept pictures that agree, or all of them when nothing is decided
     * @param outliers pictures that a majority contradicts
     * @param disagreeing pictures that contradict each other without a majority; empty otherwise
     */
    record Split(List<PictureCandidate> kept, List<Outlier> outliers, List<PictureCandidate> disagreeing) {}

    /** @param similarity mean cosine with the pictures that are kept */
    record Outlier(PictureCandidate candidate, double similarity) {}

    Split split(List<PictureCandidate> pictures) {
        if (pictures.size() < 2) {
            return new Split(pictures, List.of(), List.of());
        }
        Set<PictureCandidate> group = group(pictures);
        if (group.size() == pictures.size()) {
            return new Split(pictures, List.of(), List.of());
        }
        if (2 * group.size() <= pictures.size()) {
            return new Split(pictures, List.of(), pictures);
        }
        double[] sum = sum(group);
        List<Outlier> outliers = pictures.stream()
                .filter(picture -> !group.contains(picture))
                .map(picture -> new Outlier(picture, dot(picture, sum) / group.size()))
                .toList();
        return new Split(List.copyOf(group), outliers, List.of());
    }

    /** In the order of the pictures. */
    private Set<PictureCandidate> group(List<PictureCandidate> pictures) {
        double[] all = sum(pictures);
        PictureCandidate middle = Collections.max(pictures, Comparator.comparingDouble(picture -> dot(picture, all)));
        Set<PictureCandidate> group = alike(pictures, identitySet(List.of(middle)));
        for (int i = 0; i < MOST_ROUNDS; i++) {
            Set<PictureCandidate> next = alike(pictures, group);
            if (next.equals(group)) {
                break;
            }
            group = next;
        }
        return group;
    }

    private Set<PictureCandidate> alike(List<PictureCandidate> pictures, Set<PictureCandidate> group) {
        double[] sum = sum(group);
        Set<PictureCandidate> alike = identitySet(List.of());
        for (PictureCandidate picture : pictures) {
            boolean member = group.contains(picture);
            int others = group.size() - (member ? 1 : 0);
            if (others == 0 || (dot(picture, sum) - (member ? 1 : 0)) / others >= samePerson) {
                alike.add(picture);
            }
        }
        return alike;
    }

    /** Templates' ids tell pictures apart, without a look at their vectors. */
    private static Set<PictureCandidate> identitySet(List<PictureCandidate> pictures) {
        Set<PictureCandidate> set = new TreeSet<>(
                Comparator.comparing(PictureCandidate::picture).thenComparing(PictureCandidate::templateId));
        set.addAll(pictures);
        return set;
    }

    /** A mean of cosines with a group is one product with the sum of its unit vectors. */
    private static double[] sum(Collection<PictureCandidate> group) {
        double[] sum = new double[group.iterator().next().embedding().unit().length];
        for (PictureCandidate picture : group) {
            float[] unit = picture.embedding().unit();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += unit[i];
            }
        }
        return sum;
    }

    private static double dot(PictureCandidate picture, double[] sum) {
        float[] unit = picture.embedding().unit();
        double dot = 0;
        for (int i = 0; i < sum.length; i++) {
            dot += unit[i] * sum[i];
        }
        return dot;
    }
}
