package io.facestream.evaluate.video;

import io.facestream.scenes.Passage;
import io.facestream.scenes.PassageOutcome;
import io.facestream.scenes.SceneEvent;
import io.facestream.scenes.SceneScore;
import io.facestream.scenes.SceneVisit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was sent about visits, and what was sent too much.
 *
 * @param byType events by their type
 * @param repeatedIds events whose id had been sent before
 * @param merged visits that turned out to be part of an earlier one, and were ended
 * @param extraVisits of passages: visits beyond the first
 * @param extraAnnouncements of passages: times beyond the first that the right name was announced
 * @param changed visits whose name was changed or taken away
 * @param visits all
 */
record EventTally(
        Map<String, Integer> byType,
        int repeatedIds,
        int merged,
        int extraVisits,
        int extraAnnouncements,
        int changed,
        int visits) {
    static final String NOT_IN_FACEBANK = "NOT_IN_FACEBANK";

    static EventTally of(SceneScore score) {
        List<SceneEvent> events = score.events().toList();
        Map<String, Integer> byType = new TreeMap<>();
        events.forEach(event -> byType.merge(event.type(), 1, Integer::sum));
        Set<String> ids = events.stream().map(SceneEvent::eventId).collect(Collectors.toSet());
        return new EventTally(
                byType,
                events.size() - ids.size(),
                (int) score.visits().stream().filter(SceneVisit::merged).count(),
                score.passages().stream()
                        .mapToInt(passage -> Math.max(0, passage.visits() - 1))
                        .sum(),
                score.passages().stream()
                        .mapToInt(passage -> Math.max(0, passage.announced() - 1))
                        .sum(),
                (int) score.visits().stream()
                        .filter(visit -> visit.events().stream()
                                .anyMatch(event -> event.type().equals("CHANGED")))
                        .count(),
                score.visits().size());
    }

    /** What was sent by several runs, or about several cameras: the same id in two of them is no repetition. */
    static EventTally sum(List<EventTally> tallies) {
        Map<String, Integer> byType = new TreeMap<>();
        tallies.forEach(tally -> tally.byType.forEach((type, count) -> byType.merge(type, count, Integer::sum)));
        return new EventTally(
                byType,
                tallies.stream().mapToInt(EventTally::repeatedIds).sum(),
                tallies.stream().mapToInt(EventTally::merged).sum(),
                tallies.stream().mapToInt(EventTally::extraVisits).sum(),
                tallies.stream().mapToInt(EventTally::extraAnnouncements).sum(),
                tallies.stream().mapToInt(EventTally::changed).sum(),
                tallies.stream().mapToInt(EventTally::visits).sum());
    }

    int events() {
        return byType.values().stream().mapToInt(Integer::intValue).sum();
    }

    double eventsAVisit() {
        return visits == 0 ? 0 : (double) events() / visits;
    }

    /** Visits without a name by the reason that their own last events give. */
    static Map<String, Nameless> reasons(SceneScore score) {
        Map<String, Nameless> reasons = new TreeMap<>();
        for (SceneVisit visit : score.visits()) {
            visit.reason().ifPresent(reason -> reasons.merge(reason, Nameless.of(visit.passage()), Nameless::plus));
        }
        return reasons;
    }

    /** Visits without a name by whose they were. */
    record Nameless(int enrolled, int strangers, int elsewhere) {
        private static Nameless of(@Nullable Passage passage) {
            if (passage == null) {
                return new Nameless(0, 0, 1);
            }
            return passage.personId() == null ? new Nameless(0, 1, 0) : new Nameless(1, 0, 0);
        }

        Nameless plus(Nameless other) {
            return new Nameless(enrolled + other.enrolled, strangers + other.strangers, elsewhere + other.elsewhere);
        }
    }

    /**
     * Why passages of enrolled people were not identified: the person is not in the facebank, nobody noticed them, they were given
     * another's name, or what the events say.
     *
     * @param enrolled ids of the people in the facebank
     */
    static Map<String, Integer> missed(SceneScore score, Set<String> enrolled) {
        Map<String, Integer> missed = new TreeMap<>();
        for (PassageOutcome outcome : score.passages()) {
            if (!outcome.stranger() && !outcome.identified()) {
                missed.merge(reason(score, outcome, enrolled), 1, Integer::sum);
            }
        }
        return missed;
    }

    private static String reason(SceneScore score, PassageOutcome outcome, Set<String> enrolled) {
        if (!enrolled.contains(outcome.passage().personId())) {
            return NOT_IN_FACEBANK;
        }
        if (outcome.visits() == 0) {
            return "NO_VISIT";
        }
        return score.visits().stream()
                .filter(visit -> outcome.passage().equals(visit.passage()))
                .flatMap(visit -> visit.reason().stream())
                .reduce((earlier, later) -> later)
                .orElse("OTHER_NAME");
    }
}
