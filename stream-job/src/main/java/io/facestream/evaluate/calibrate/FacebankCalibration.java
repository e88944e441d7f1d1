package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.GallerySearch;
import io.facestream.evaluate.identify.OpenSetEvaluation;
import io.facestream.evaluate.identify.Probe;
import io.facestream.evaluate.identify.Search;
import io.facestream.job.calibration.CalibrationRow;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.evaluate.Proportion;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The threshold at which a share of impostors passes, for a facebank and for parts of it.
 *
 * @param fpir that was asked for
 * @param impostors pictures that were held against it
 * @param impostorPeople whom they show
 * @param sizes the parts of the facebank by rising number of people; the last is all of it
 * @param enrolled names among the impostors that are enrolled; their pictures were left out
 * @param doubts impostors who look as if they were enrolled under another name
 */
public record FacebankCalibration(
        double fpir, int impostors, long impostorPeople, List<Size> sizes, List<String> enrolled, List<Search> doubts) {
    /** A part of the facebank is half of the next; so many parts at most. */
    private static final int MOST_SIZES = 4;

    private static final int LEAST_PEOPLE = 10;
    private static final double STEPS = 1e4;

    /**
     * One number of people.
     *
     * @param threshold one step above the highest score that must not pass
     * @param card what the model's card says for this number of people and one shot
     * @param found at the threshold, on the very impostors that chose it
     * @param atCard found at the card's threshold
     */
    public record Size(int people, double threshold, double card, Proportion found, Proportion atCard) {
        /** What is added to the card's threshold. */
        public double shift() {
            return Math.round((threshold - card) * STEPS) / STEPS;
        }
    }

    public FacebankCalibration {
        sizes = List.copyOf(sizes);
        enrolled = List.copyOf(enrolled);
        doubts = List.copyOf(doubts);
    }

    /**
     * Measures.
     *
     * @param most pictures of one impostor; which ones is drawn
     * @param seed draws them, and the parts of the facebank
     * @throws TooFewException if there are too few impostors to see the rate at all
     */
    public static FacebankCalibration of(
            EnrolledPeople enrolled, List<Probe> probes, MatchThresholds card, double fpir, int most, long seed) {
        Set<String> people = enrolled.people();
        List<String> known = probes.stream()
                .map(Probe::person)
                .filter(people::contains)
                .distinct()
                .sorted()
                .toList();
        List<Probe> impostors = atMost(
                probes.stream()
                        .filter(probe -> !people.contains(probe.person()))
                        .toList(),
                most,
                seed);
        if (impostors.size() < ImpostorScores.least(fpir)) {
            throw TooFewException.of(impostors.size(), fpir);
        }
        List<Size> sizes = new ArrayList<>();
        for (int parts = 1;
                sizes.size() < MOST_SIZES && (parts == 1 || people.size() / parts >= LEAST_PEOPLE);
                parts *= 2) {
            sizes.add(0, size(enrolled, impostors, card, fpir, parts, seed));
        }
        List<Search> whole = GallerySearch.of(impostors, enrolled.templates());
        return new FacebankCalibration(
                fpir,
                impostors.size(),
                impostors.stream().map(Probe::person).distinct().count(),
                sizes,
                known,
                OpenSetEvaluation.doubts(whole, card, people.size()));
    }

    /** A part is as good as another: the impostors are held against each, and the scores are taken together. */
    private static Size size(
            EnrolledPeople enrolled, List<Probe> impostors, MatchThresholds card, double fpir, int parts, long seed) {
        int people = enrolled.people().size() / parts;
        List<Double> scores = new ArrayList<>();
        for (List<Template> part : parts(enrolled, parts, seed)) {
            GallerySearch.of(impostors, part).forEach(search -> scores.add(search.best()));
        }
        ImpostorScores all = new ImpostorScores(
                scores.stream().mapToDouble(Double::doubleValue).toArray());
        double threshold = all.threshold(fpir);
        double ofCard = card.at(fpir, people, 1).value();
        return new Size(people, threshold, ofCard, all.reaching(threshold), all.reaching(ofCard));
    }

    private static List<List<Template>> parts(EnrolledPeople enrolled, int parts, long seed) {
        List<List<Template>> people =
                new ArrayList<>(EnrolledPeople.byPerson(enrolled.templates()).values());
        Collections.shuffle(people, new Random(seed));
        int each = people.size() / parts;
        List<List<Template>> galleries = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            galleries.add(people.subList(part * each, (part + 1) * each).stream()
                    .flatMap(List::stream)
                    .toList());
        }
        return galleries;
    }

    /** At most so many probes a person, so that nobody's looks decide. */
    static List<Probe> atMost(List<Probe> probes, int most, long seed) {
        List<Probe> shuffled = new ArrayList<>(probes);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Integer> counts = new HashMap<>();
        return shuffled.stream()
                .filter(probe -> counts.merge(probe.person(), 1, Integer::sum) <= most)
                .toList();
    }

    /** The whole facebank. */
    public Size whole() {
        return sizes.get(sizes.size() - 1);
    }

    /** Whether there were impostors enough. */
    public Support support() {
        return new ImpostorScores(new double[impostors]).support(fpir);
    }

    /** For a settings file. */
    public List<CalibrationRow> rows() {
        return sizes.stream()
                .map(size -> new CalibrationRow(size.people(), size.shift(), size.threshold(), impostors))
                .toList();
    }
}
