package io.facestream.facebank.enrolment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the pictures of a person's that show somebody else. The one that is least like the rest, by mean similarity, is set apart until
 * all that stay are like each other. Only where those that stay outnumber those set apart is the matter decided: one picture against
 * one says nothing of which is wrong.
 */
final class OutlierCheck {
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
        List<PictureCandidate> kept = new ArrayList<>(pictures);
        List<PictureCandidate> apart = new ArrayList<>();
        while (kept.size() > 1) {
            double[] sum = sum(kept);
            int others = kept.size() - 1;
            PictureCandidate least = kept.stream()
                    .min(Comparator.comparingDouble(picture -> dot(picture, sum)))
                    .orElseThrow();
            if ((dot(least, sum) - 1) / others >= samePerson) {
                break;
            }
            kept.remove(least);
            apart.add(least);
        }
        if (apart.isEmpty()) {
            return new Split(pictures, List.of(), List.of());
        }
        if (kept.size() <= apart.size()) {
            return new Split(pictures, List.of(), pictures);
        }
        double[] sum = sum(kept);
        List<Outlier> outliers = apart.stream()
                .map(picture -> new Outlier(picture, dot(picture, sum) / kept.size()))
                .toList();
        return new Split(kept, outliers, List.of());
    }

    /** A mean of cosines with a group is one product with the sum of its unit vectors. */
    private static double[] sum(List<PictureCandidate> group) {
        double[] sum = new double[group.get(0).embedding().unit().length];
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
