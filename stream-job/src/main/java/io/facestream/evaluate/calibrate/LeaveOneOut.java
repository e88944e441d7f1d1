package io.facestream.evaluate.calibrate;

import io.facestream.evaluate.identify.EnrolledPeople;
import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.MatedSearch;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A facebank's own pictures held against it: each against the others of its person, and against everybody else, of whom it is an impostor.
 *
 * @param scores mated searches of people with two pictures and more, and one non-mated search a picture
 * @param pairs people by how much a picture of one is like the other, the most alike first, each two once
 */
public record LeaveOneOut(IdentificationScores scores, List<Pair> pairs) {
    /** Others who are looked at for each picture. */
    private static final int NEAREST = 8;

    private static final double STEPS = 1e4;

    /** Two people, and the highest score of a picture of one with the other. */
    public record Pair(String person, String other, double score) {}

    public LeaveOneOut {
        pairs = List.copyOf(pairs);
    }

    /**
     * Measures.
     *
     * @throws TooFewException if there are fewer than two people
     */
    public static LeaveOneOut of(EnrolledPeople enrolled) {
        if (enrolled.people().size() < 2) {
            throw new TooFewException("people: " + enrolled.people().size() + " (expected: at least 2)");
        }
        Map<String, List<Template>> people = EnrolledPeople.byPerson(enrolled.templates());
        List<MatedSearch> mated = new ArrayList<>();
        List<Double> impostors = new ArrayList<>();
        Map<String, Pair> pairs = new HashMap<>();
        try (Gallery gallery = Gallery.of(PersonMean.of(enrolled.templates()))) {
            for (Template template : enrolled.templates()) {
                List<Candidate> others = gallery.search(template.unit(), NEAREST + 1).stream()
                        .filter(candidate -> !candidate.personId().equals(template.personId()))
                        .toList();
                impostors.add(score(others.get(0).score()));
                for (Candidate other : others) {
                    keep(pairs, pair(template.personId(), other.personId(), score(other.score())));
                }
                List<Template> own = Objects.requireNonNull(people.get(template.personId()));
                if (own.size() > 1) {
                    mated.add(mated(template, own, others));
                }
            }
        }
        double[] nonMated = impostors.stream().mapToDouble(Double::doubleValue).toArray();
        List<Pair> ordered = pairs.values().stream()
                .sorted(Comparator.comparingDouble(Pair::score)
                        .reversed()
                        .thenComparing(Pair::person)
                        .thenComparing(Pair::other))
                .toList();
        return new LeaveOneOut(new IdentificationScores(mated, nonMated), ordered);
    }

    private static MatedSearch mated(Template left, List<Template> own, List<Candidate> others) {
        Template mean = PersonMean.of(own.stream()
                        .filter(template -> !template.templateId().equals(left.templateId()))
                        .toList())
                .get(0);
        double cosine = 0;
        for (int i = 0; i < mean.unit().length; i++) {
            cosine += (double) mean.unit()[i] * left.unit()[i];
        }
        double score = Math.round(cosine * STEPS) / STEPS;
        long ahead =
                others.stream().filter(other -> score(other.score()) >= score).count();
        return ahead < NEAREST ? new MatedSearch((int) ahead + 1, score) : new MatedSearch(0, 0);
    }

    private static double score(float rounded) {
        return Math.round(rounded * STEPS) / STEPS;
    }

    private static Pair pair(String one, String other, double score) {
        return one.compareTo(other) < 0 ? new Pair(one, other, score) : new Pair(other, one, score);
    }

    private static void keep(Map<String, Pair> pairs, Pair pair) {
        pairs.merge(pair.person() + "/" + pair.other(), pair, (a, b) -> a.score() >= b.score() ? a : b);
    }
}
