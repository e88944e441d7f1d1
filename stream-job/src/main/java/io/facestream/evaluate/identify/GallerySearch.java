package io.facestream.evaluate.identify;

import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.MatedSearch;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds probes against a gallery as the job does: each person is the mean of the person's templates. */
public final class GallerySearch {
    /** Ranks beyond are not told apart. */
    private static final int DEEPEST = 64;

    private static final double STEPS = 1e4;

    private GallerySearch() {}

    /** One search a probe, in their order; on all cores. */
    public static List<Search> of(List<Probe> probes, List<Template> templates) {
        Set<String> people = templates.stream().map(Template::personId).collect(Collectors.toSet());
        try (Gallery gallery = Gallery.of(PersonMean.of(templates))) {
            return probes.parallelStream()
                    .map(probe -> search(probe, gallery, people.contains(probe.person())))
                    .toList();
        }
    }

    private static Search search(Probe probe, Gallery gallery, boolean mated) {
        List<Candidate> found = gallery.search(probe.unit(), mated ? DEEPEST : 2);
        Candidate best = found.get(0);
        double lead = found.size() == 1 ? score(best) : score(best) - score(found.get(1));
        for (Candidate candidate : mated ? found : List.<Candidate>of()) {
            if (candidate.personId().equals(probe.person())) {
                int rank = (int) found.stream()
                        .filter(other -> other.score() >= candidate.score())
                        .count();
                return new Search(
                        probe.person(),
                        probe.picture(),
                        true,
                        rank,
                        score(candidate),
                        score(best),
                        best.personId(),
                        lead);
            }
        }
        return new Search(probe.person(), probe.picture(), mated, 0, 0, score(best), best.personId(), lead);
    }

    /** The gallery's rounded score as the nearest double. */
    private static double score(Candidate candidate) {
        return Math.round(candidate.score() * STEPS) / STEPS;
    }

    /** The searches by their scores alone. */
    public static IdentificationScores scores(List<Search> searches) {
        return scores(searches, 0);
    }

    /**
     * The searches as they are decided when a name needs a distance to the runner-up.
     *
     * @param margin least distance; a search below it names nobody
     */
    public static IdentificationScores scores(List<Search> searches, double margin) {
        List<MatedSearch> mated = searches.stream()
                .filter(Search::mated)
                .map(search ->
                        isClear(search, margin) ? new MatedSearch(search.rank(), search.own()) : new MatedSearch(0, 0))
                .toList();
        double[] nonMated = searches.stream()
                .filter(search -> !search.mated())
                .mapToDouble(search -> isClear(search, margin) ? search.best() : -1)
                .toArray();
        return new IdentificationScores(mated, nonMated);
    }

    /** By the float that the job compares with: half a step less than a margin of whole steps. */
    private static boolean isClear(Search search, double margin) {
        return search.lead() >= margin - 0.5 / STEPS;
    }
}
