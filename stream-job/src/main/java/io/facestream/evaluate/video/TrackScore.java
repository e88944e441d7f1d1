package io.facestream.evaluate.video;

import io.facestream.scenes.Passage;
import io.facestream.vision.evaluate.Proportion;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How right a run was, track by track and look by look. Scores of several scenes add up.
 *
 * @param tracks those of at least {@link TrackMatch#LEAST_LOOKS} looks
 * @param single tracks of fewer, which are counted nowhere else
 * @param switches how often a person in view is followed by another track than before
 * @param fragmented passages that were followed by more than one track
 */
record TrackScore(List<TrackOutcome> tracks, int single, int switches, int fragmented, Names names) {
    TrackScore {
        tracks = List.copyOf(tracks);
    }

    /** Faces in frames by the name that was shown with them. Filled by one thread, then only read. */
    static final class Names {
        long right;
        long none;
        long wrong;
        long strangers;
        long strangersNamed;
        long elsewhere;

        void count(@Nullable Passage there, @Nullable String person, @Nullable String shown) {
            if (person != null) {
                right += person.equals(shown) ? 1 : 0;
                none += shown == null ? 1 : 0;
                wrong += shown != null && !shown.equals(person) ? 1 : 0;
            } else if (there != null) {
                strangers++;
                strangersNamed += shown == null ? 0 : 1;
            } else {
                elsewhere++;
            }
        }

        private void add(Names other) {
            right += other.right;
            none += other.none;
            wrong += other.wrong;
            strangers += other.strangers;
            strangersNamed += other.strangersNamed;
            elsewhere += other.elsewhere;
        }

        long enrolled() {
            return right + none + wrong;
        }
    }

    static TrackScore sum(List<TrackScore> scores) {
        Names names = new Names();
        scores.forEach(score -> names.add(score.names));
        return new TrackScore(
                scores.stream().flatMap(score -> score.tracks.stream()).toList(),
                scores.stream().mapToInt(TrackScore::single).sum(),
                scores.stream().mapToInt(TrackScore::switches).sum(),
                scores.stream().mapToInt(TrackScore::fragmented).sum(),
                names);
    }

    /** Tracks of enrolled people that never bore their name: false negatives. */
    Proportion missed() {
        return rate(TrackOutcome::ofEnrolled, track -> !track.identified());
    }

    Proportion wronglyNamed() {
        return rate(TrackOutcome::ofEnrolled, TrackOutcome::wronglyNamed);
    }

    /** Tracks of strangers that bore a name at any time: false positives. */
    Proportion strangersNamed() {
        return rate(TrackOutcome::ofStranger, TrackOutcome::strangerNamed);
    }

    /** Tracks of nobody in the truth, and how many of them bore a name. */
    Proportion elsewhereNamed() {
        return rate(track -> track.passage() == null, TrackOutcome::strangerNamed);
    }

    /** Tracks that followed two people. */
    Proportion slipped() {
        return rate(track -> true, TrackOutcome::slipped);
    }

    private Proportion rate(Predicate<TrackOutcome> among, Predicate<TrackOutcome> counted) {
        List<TrackOutcome> all = tracks.stream().filter(among).toList();
        return new Proportion((int) all.stream().filter(counted).count(), all.size());
    }
}
