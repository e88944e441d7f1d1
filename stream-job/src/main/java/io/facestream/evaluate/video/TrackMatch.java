package io.facestream.evaluate.video;

import io.facestream.scenes.Passage;
import io.facestream.scenes.SceneTruth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says whose each track is. A look belongs where the centre of its box lies inside a face (or rectangle) of that moment; of several, the
 * nearest; a look that lies nowhere follows the rest of its track. A track is its most frequent passage's. Names are judged look by look
 * where they lie, so that a track which slips from one person to another is found out.
 */
final class TrackMatch {
    /** Faces of one look are taken for an error of the detector, as the job does. */
    static final int LEAST_LOOKS = 2;

    /** Looks on a second person from which on a track has slipped: where two people cross, one or two are nobody's fault. */
    static final int SLIPPED_LOOKS = 3;

    private final SceneTruth truth;
    private final TrackScore.Names names = new TrackScore.Names();

    private TrackMatch(SceneTruth truth) {
        this.truth = truth;
    }

    /** Scores the looks of one camera, which need not be in order. */
    static TrackScore score(SceneTruth truth, List<Look> looks) {
        return new TrackMatch(truth).score(looks);
    }

    private TrackScore score(List<Look> looks) {
        Map<String, List<Look>> tracks = looks.stream()
                .sorted(Comparator.comparingLong(Look::mediaTimeMillis))
                .collect(Collectors.groupingBy(Look::trackId, LinkedHashMap::new, Collectors.toList()));
        List<TrackOutcome> outcomes = new ArrayList<>();
        int single = 0;
        Map<Integer, List<Look>> byPassage = new TreeMap<>();
        for (Map.Entry<String, List<Look>> track : tracks.entrySet()) {
            long seen = track.getValue().stream().filter(Look::seen).count();
            if (seen < LEAST_LOOKS) {
                single++;
            } else {
                outcomes.add(judge(track.getKey(), track.getValue(), byPassage));
            }
        }
        int switches =
                byPassage.values().stream().mapToInt(TrackMatch::switches).sum();
        return new TrackScore(outcomes, single, switches, fragmented(outcomes), names);
    }

    private TrackOutcome judge(String trackId, List<Look> looks, Map<Integer, List<Look>> byPassage) {
        Map<Passage, Long> votes = looks.stream()
                .filter(Look::seen)
                .map(this::passageOf)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(passage -> passage, Collectors.counting()));
        Passage main = votes.entrySet().stream()
                .max(Map.Entry.<Passage, Long>comparingByValue()
                        .thenComparing(vote -> -vote.getKey().number()))
                .map(Map.Entry::getKey)
                .orElse(null);
        boolean identified = false;
        boolean wrong = false;
        boolean strangerNamed = false;
        for (Look look : looks) {
            Passage own = passageOf(look);
            Passage there = own == null ? main : own;
            String person = there == null ? null : there.personId();
            if (look.seen()) {
                names.count(there, person, look.personId());
                if (there != null) {
                    byPassage
                            .computeIfAbsent(there.number(), number -> new ArrayList<>())
                            .add(look);
                }
            }
            if (look.personId() != null) {
                identified |=
                        there != null && there.equals(main) && look.personId().equals(person);
                wrong |= person != null && !look.personId().equals(person);
                strangerNamed |= person == null;
            }
        }
        boolean slipped =
                votes.values().stream().filter(count -> count >= SLIPPED_LOOKS).count() > 1;
        int seen = (int) looks.stream().filter(Look::seen).count();
        return new TrackOutcome(trackId, main, seen, identified, wrong, strangerNamed, slipped);
    }

    private @Nullable Passage passageOf(Look look) {
        return truth.passageAt(look.mediaTimeMillis(), look.box());
    }

    /** How often somebody is followed by another track than at the look before; two tracks at one time are no switch. */
    private static int switches(List<Look> ofOnePassage) {
        Map<Long, Set<String>> byTime = ofOnePassage.stream()
                .collect(Collectors.groupingBy(
                        Look::mediaTimeMillis, TreeMap::new, Collectors.mapping(Look::trackId, Collectors.toSet())));
        int switches = 0;
        Set<String> before = Set.of();
        for (Set<String> now : byTime.values()) {
            switches += before.isEmpty() || now.stream().anyMatch(before::contains) ? 0 : 1;
            before = now;
        }
        return switches;
    }

    private static int fragmented(List<TrackOutcome> outcomes) {
        Map<Integer, Long> tracks = outcomes.stream()
                .map(TrackOutcome::passage)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Passage::number, Collectors.counting()));
        return (int) tracks.values().stream().filter(count -> count > 1).count();
    }
}
