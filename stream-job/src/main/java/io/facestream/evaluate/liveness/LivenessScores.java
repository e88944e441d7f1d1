package io.facestream.evaluate.liveness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of one set of pictures: genuine faces, or attacks of one kind.
 *
 * @param trials one a picture in which a face was found
 * @param withoutFace pictures in which none was found
 */
public record LivenessScores(String name, boolean attack, List<LivenessTrial> trials, int withoutFace) {
    private static final int[] FROM_HEIGHT = {0, 48, 64, 96, 160};

    public LivenessScores {
        trials = List.copyOf(trials);
    }

    /** A set of which nothing is known but its scores. */
    static LivenessScores of(String name, boolean attack, float... scores) {
        List<LivenessTrial> trials = new ArrayList<>();
        for (float score : scores) {
            trials.add(new LivenessTrial(100, score));
        }
        return new LivenessScores(name, attack, trials, 0);
    }

    /** Faces whose height lies in one range. */
    public record Band(int fromHeight, int toHeight, LivenessScores scores) {}

    public int faces() {
        return trials.size();
    }

    /** Faces called a picture: of genuine ones the errors, which ISO/IEC 30107-3 calls BPCER as a share. */
    public int suspected(double threshold) {
        return (int) trials.stream().filter(trial -> trial.score() < threshold).count();
    }

    /** Faces whose class was mistaken: genuine ones that are suspected, attacks that are not. */
    public int errors(double threshold) {
        return attack ? faces() - suspected(threshold) : suspected(threshold);
    }

    /** Share of errors: APCER of attacks, BPCER of genuine faces; 0 where there is no face. */
    public double errorRate(double threshold) {
        return faces() == 0 ? 0 : (double) errors(threshold) / faces();
    }

    /** Half of the faces score no more than this; 0 where there is none. */
    public float median() {
        float[] sorted = sorted();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }

    private float[] sorted() {
        float[] scores = new float[trials.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = trials.get(i).score();
        }
        Arrays.sort(scores);
        return scores;
    }

    /** The set by height of the faces; ranges without a face are left out. */
    public List<Band> byHeight() {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < FROM_HEIGHT.length; i++) {
            int from = FROM_HEIGHT[i];
            int to = i + 1 < FROM_HEIGHT.length ? FROM_HEIGHT[i + 1] : Integer.MAX_VALUE;
            List<LivenessTrial> those = trials.stream()
                    .filter(trial -> trial.faceHeight() >= from && trial.faceHeight() < to)
                    .toList();
            if (!those.isEmpty()) {
                bands.add(new Band(from, to, new LivenessScores(name, attack, those, 0)));
            }
        }
        return bands;
    }
}
