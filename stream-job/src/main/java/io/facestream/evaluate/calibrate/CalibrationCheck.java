package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.evaluate.identify.GallerySearch;
import io.facestream.evaluate.identify.Probe;
import io.facestream.evaluate.identify.Search;
import io.facestream.vision.evaluate.ImpostorScores;
import io.facestream.vision.evaluate.Proportion;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a calibration keeps what it promises, to other people: some are enrolled, a third of the others chooses the threshold, and the
 * rest is counted at it, one picture each. Repeated with other people in each part.
 */
public record CalibrationCheck(double fpir, List<Round> rounds) {
    private static final int PICTURES_OF_AN_IMPOSTOR = 3;

    /**
     * One draw of who is what.
     *
     * @param calibration pictures that chose the threshold
     * @param threshold for one shot
     * @param found on people who are neither enrolled nor among those that chose it
     * @param atCard found at the threshold of the model's card
     */
    public record Round(
            int enrolled, int calibration, double threshold, Proportion found, double card, Proportion atCard) {}

    public CalibrationCheck {
        rounds = List.copyOf(rounds);
    }

    /**
     * Draws and measures.
     *
     * @param enrol how many people are enrolled
     * @param same pairs of names that are one person, who is never in two parts of a draw
     * @throws TooFewException if there are not people enough
     */
    public static CalibrationCheck of(
            List<Probe> pictures,
            int enrol,
            MatchThresholds card,
            double fpir,
            int rounds,
            long seed,
            Map<String, String> same) {
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            measured.add(round(people(pictures, same), enrol, card, fpir, seed + round));
        }
        return new CalibrationCheck(fpir, measured);
    }

    private static Map<String, List<Probe>> people(List<Probe> pictures, Map<String, String> same) {
        Map<String, List<Probe>> people = new TreeMap<>();
        for (Probe picture : pictures) {
            String person = same.getOrDefault(picture.person(), picture.person());
            people.computeIfAbsent(person, name -> new ArrayList<>())
                    .add(new Probe(person, picture.picture(), picture.unit()));
        }
        return people;
    }

    private static Round round(
            Map<String, List<Probe>> people, int enrol, MatchThresholds card, double fpir, long seed) {
        List<List<Probe>> drawn = new ArrayList<>(people.values());
        Random random = new Random(seed);
        Collections.shuffle(drawn, random);
        drawn.forEach(own -> Collections.shuffle(own, random));
        int others = drawn.size() - enrol;
        if (others / 3 < ImpostorScores.least(fpir)) {
            throw new TooFewException("people: " + drawn.size() + " (expected: at least "
                    + (enrol + 3 * ImpostorScores.least(fpir)) + ", " + enrol + " to enrol, a third of the others to"
                    + " see an FPIR of " + fpir + " at all)");
        }
        EnrolledPeople enrolled = enrolled(drawn.subList(0, enrol));
        List<Probe> calibration = drawn.subList(enrol, enrol + others / 3).stream()
                .flatMap(List::stream)
                .toList();
        FacebankCalibration found =
                FacebankCalibration.of(enrolled, calibration, card, fpir, PICTURES_OF_AN_IMPOSTOR, seed);
        List<Search> tested = GallerySearch.of(
                drawn.subList(enrol + others / 3, drawn.size()).stream()
                        .map(own -> own.get(0))
                        .toList(),
                enrolled.templates());
        ImpostorScores scores =
                new ImpostorScores(tested.stream().mapToDouble(Search::best).toArray());
        FacebankCalibration.Size whole = found.whole();
        return new Round(
                enrol,
                found.impostors(),
                whole.threshold(),
                scores.reaching(whole.threshold()),
                whole.card(),
                scores.reaching(whole.card()));
    }

    private static EnrolledPeople enrolled(List<List<Probe>> people) {
        List<Template> templates = people.stream()
                .flatMap(List::stream)
                .map(probe -> new Template(probe.picture(), probe.person(), probe.unit()))
                .toList();
        return new EnrolledPeople("drawn", "", templates, "", Set.of());
    }

    /** In how many rounds the rate found lies within half of the one that was asked for. */
    public long kept() {
        return rounds.stream()
                .filter(round -> Math.abs(round.found().rate() - fpir) <= fpir / 2)
                .count();
    }

    /** Mean over the rounds of the rate found. */
    public double meanRate() {
        return rounds.stream()
                .collect(Collectors.averagingDouble(round -> round.found().rate()));
    }
}
