package io.facestream.scenes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which passage each event is about. An event belongs where its box's centre lies inside a face (or rectangle) of that moment;
 * of several, the nearest. An event that lies nowhere follows the rest of its visit. Each event that carries a name is judged where it
 * lies, so that a track which slips from one person to another is found out.
 */
final class SceneMatch {
    private final SceneTruth truth;
    private final List<SceneVisit> visits = new ArrayList<>();
    private final Map<Passage, Set<String>> names = new HashMap<>();
    private final Map<Passage, Integer> visitCount = new HashMap<>();
    private final Map<Passage, Integer> announced = new HashMap<>();
    private final Map<Passage, Long> firstRight = new HashMap<>();

    SceneMatch(SceneTruth truth, List<SceneEvent> events) {
        this.truth = truth;
        Map<String, List<SceneEvent>> byVisit = new LinkedHashMap<>();
        events.forEach(event -> byVisit.computeIfAbsent(event.visitId(), id -> new ArrayList<>())
                .add(event));
        byVisit.forEach(this::judge);
    }

    SceneScore score(String scene) {
        List<PassageOutcome> outcomes = truth.passages().stream()
                .map(passage -> new PassageOutcome(
                        passage,
                        names.getOrDefault(passage, Set.of()),
                        visitCount.getOrDefault(passage, 0),
                        announced.getOrDefault(passage, 0),
                        firstRight.get(passage)))
                .toList();
        return new SceneScore(scene, outcomes, visits);
    }

    private void judge(String visitId, List<SceneEvent> events) {
        Passage main = mainOf(events);
        visits.add(new SceneVisit(visitId, main, events));
        if (main == null) {
            return;
        }
        visitCount.merge(main, 1, Integer::sum);
        for (SceneEvent event : events) {
            Passage own = passageOf(event);
            judge(own == null ? main : own, event);
        }
    }

    private @Nullable Passage mainOf(List<SceneEvent> events) {
        Map<Passage, Long> votes = events.stream()
                .map(this::passageOf)
                .filter(passage -> passage != null)
                .collect(Collectors.groupingBy(passage -> passage, Collectors.counting()));
        return votes.entrySet().stream()
                .max(Map.Entry.<Passage, Long>comparingByValue()
                        .thenComparing(vote -> -vote.getKey().number()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private void judge(Passage passage, SceneEvent event) {
        if (event.personId() == null) {
            return;
        }
        names.computeIfAbsent(passage, key -> new TreeSet<>()).add(event.personId());
        if (event.personId().equals(passage.personId()) && !event.isLast()) {
            announced.merge(passage, 1, Integer::sum);
            long waited = event.mediaTimeMillis() - passage.firstUsableMillis(SceneScore.USABLE_HEIGHT);
            firstRight.merge(passage, Math.max(0, waited), Math::min);
        }
    }

    private @Nullable Passage passageOf(SceneEvent event) {
        return truth.passageAt(event.mediaTimeMillis(), event.box());
    }
}
