package io.facestream.console.threshold;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How alike the pictures of a facebank are, compared as recognition compares: a picture with the mean of a person's pictures.
 *
 * @param same each picture with the others of its person
 * @param different each picture with everybody else
 * @param best each picture with whoever else is most alike: what a passage of somebody who is not enrolled would give
 * @param people in the facebank
 * @param templates in the facebank
 * @param sampled whether the facebank is so large that only some of it was compared
 */
record FacebankScores(Scores same, Scores different, Scores best, int people, int templates, boolean sampled) {
    private static final int MOST_PROBES = 1_000;
    private static final int MOST_COMPARED = 1_000;

    static FacebankScores of(Facebank facebank) {
        Map<String, List<Template>> people = new TreeMap<>();
        for (FacebankRecord record : facebank.records()) {
            people.computeIfAbsent(record.personId(), id -> new ArrayList<>())
                    .add(new Template(record.templateId(), record.personId(), record.template()));
        }
        List<Template> all = people.values().stream().flatMap(List::stream).toList();
        List<Template> means = PersonMean.of(all);
        List<Template> probes = some(all, MOST_PROBES);
        List<Template> compared = some(means, MOST_COMPARED);
        return new FacebankScores(
                same(people, probes),
                different(probes, compared),
                best(probes, means),
                people.size(),
                all.size(),
                probes.size() < all.size() || compared.size() < means.size());
    }

    /** At most so many, spread evenly. */
    private static List<Template> some(List<Template> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Template> some = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }

    private static Scores same(Map<String, List<Template>> people, List<Template> probes) {
        List<Double> scores = new ArrayList<>();
        for (Template probe : probes) {
            List<Template> own = people.getOrDefault(probe.personId(), List.of());
            boolean secondOfTwo = own.size() == 2 && probe.equals(own.get(1)); // the same comparison as the first's
            List<Template> others =
                    own.stream().filter(template -> !template.equals(probe)).toList();
            if (!others.isEmpty() && !secondOfTwo) {
                scores.add(cosine(probe, PersonMean.of(others).get(0)));
            }
        }
        return scores(scores);
    }

    private static Scores different(List<Template> probes, List<Template> means) {
        List<Double> scores = new ArrayList<>();
        for (Template probe : probes) {
            for (Template mean : means) {
                if (!mean.personId().equals(probe.personId())) {
                    scores.add(cosine(probe, mean));
                }
            }
        }
        return scores(scores);
    }

    private static Scores best(List<Template> probes, List<Template> means) {
        List<Double> scores = new ArrayList<>();
        if (means.size() > 1) {
            try (Gallery gallery = Gallery.of(means)) {
                for (Template probe : probes) {
                    gallery.search(probe.unit(), 2).stream()
                            .filter(candidate -> !candidate.personId().equals(probe.personId()))
                            .findFirst()
                            .map(Candidate::score)
                            .ifPresent(score -> scores.add((double) score));
                }
            }
        }
        return scores(scores);
    }

    private static Scores scores(List<Double> scores) {
        return Scores.of(scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double cosine(Template left, Template right) {
        float[] a = left.unit();
        float[] b = right.unit();
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
