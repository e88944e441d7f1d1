package io.facestream.evaluate.video;

import io.facestream.job.observe.Counts;
import io.facestream.scenes.SceneScore;
import io.facestream.vision.evaluate.Proportion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run said of one scene, or of several together.
 *
 * @param score passages and visits: what a reader of the events gets
 * @param tracks what stood beside the faces, frame by frame
 * @param counts of frames and faces, by the names in {@link Counts}
 * @param missed passages of enrolled people that were not identified, by reason
 * @param faceHeights of the faces found, in pixels, rising
 */
record SceneResult(
        String name,
        List<SceneView> views,
        SceneScore score,
        TrackScore tracks,
        EventTally events,
        Map<String, EventTally.Nameless> nameless,
        Map<String, Integer> missed,
        Map<String, Long> counts,
        List<Float> faceHeights) {

    static SceneResult of(
            Scene scene,
            SceneView view,
            SceneScore score,
            List<Look> looks,
            Map<String, Long> counts,
            Set<String> enrolled) {
        return new SceneResult(
                scene.name(),
                List.of(view),
                score,
                TrackMatch.score(scene.truth(), looks),
                EventTally.of(score),
                EventTally.reasons(score),
                EventTally.missed(score, enrolled),
                counts,
                looks.stream()
                        .filter(Look::seen)
                        .map(look -> look.box().height())
                        .sorted()
                        .toList());
    }

    static SceneResult sum(String name, List<SceneResult> results) {
        SceneScore score =
                SceneScore.sum(name, results.stream().map(SceneResult::score).toList());
        Map<String, Integer> missed = new TreeMap<>();
        Map<String, EventTally.Nameless> nameless = new TreeMap<>();
        Map<String, Long> counts = Map.of();
        for (SceneResult result : results) {
            result.missed.forEach((reason, count) -> missed.merge(reason, count, Integer::sum));
            result.nameless.forEach((reason, count) -> nameless.merge(reason, count, EventTally.Nameless::plus));
            counts = Counts.plus(counts, result.counts);
        }
        return new SceneResult(
                name,
                results.stream().flatMap(result -> result.views.stream()).toList(),
                score,
                TrackScore.sum(results.stream().map(SceneResult::tracks).toList()),
                EventTally.sum(results.stream().map(SceneResult::events).toList()),
                nameless,
                missed,
                counts,
                results.stream()
                        .flatMap(result -> result.faceHeights.stream())
                        .sorted()
                        .toList());
    }

    /** Passages of enrolled people that were never given their name: false negatives. */
    Proportion missedPassages() {
        return new Proportion(score.enrolled() - score.identified(), score.enrolled());
    }

    /** The same of the people who are in the facebank: without those of whom no picture could be enrolled. */
    Proportion missedThoughInFacebank() {
        int absent = missed.getOrDefault(EventTally.NOT_IN_FACEBANK, 0);
        return new Proportion(score.enrolled() - score.identified() - absent, score.enrolled() - absent);
    }

    Proportion wronglyNamed() {
        return new Proportion(score.wronglyNamed(), score.enrolled());
    }

    /** Passages of strangers that were given a name at any time: false positives. */
    Proportion strangersNamed() {
        return new Proportion(score.strangersNamed(), score.strangers());
    }

    /** Passages that were taken for two people. */
    Proportion severalNames() {
        int count = (int) score.passages().stream()
                .filter(passage -> passage.severalNames())
                .count();
        return new Proportion(count, score.passages().size());
    }

    Proportion split() {
        return new Proportion(score.split(), score.passages().size());
    }

    /** Faces that belong to a visit, by the visits' own last events. */
    long facesInVisits() {
        return score.facesDetected();
    }

    /**
     * Whether every frame and every face is accounted for: by the reasons for which frames and faces were passed over, and by the visits.
     * Who is ignored leaves no event, so then only the former can be told.
     */
    boolean reconciles() {
        boolean silent = counts.getOrDefault(Counts.EVENTS_IGNORED, 0L) > 0;
        long ofVisits = facesInVisits() + counts.getOrDefault(Counts.FACES_IN_NO_VISIT, 0L);
        return Counts.reconcile(counts) && (silent || ofVisits == counts.getOrDefault(Counts.FACES_DETECTED, 0L));
    }

    /** Height of the faces found below which this share of them (0..1) lies, in pixels; 0 where none was found. */
    long faceHeight(double share) {
        return faceHeights.isEmpty()
                ? 0
                : Math.round(
                        faceHeights.get((int) Math.min(faceHeights.size() - 1L, (long) (share * faceHeights.size()))));
    }
}
