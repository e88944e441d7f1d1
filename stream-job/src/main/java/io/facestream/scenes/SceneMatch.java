package io.facestream.scenes;

import io.facestream.vision.detect.FaceBox;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Map<String, List<SceneEvent>> visits = new LinkedHashMap<>();
    private final Map<Passage, Set<String>> names = new HashMap<>();
    private final Map<Passage, Integer> visitCount = new HashMap<>();
    private final Map<Passage, Long> firstRight = new HashMap<>();
    private int elsewhere;
    private int namedElsewhere;

    SceneMatch(SceneTruth truth, List<SceneEvent> events) {
        this.truth = truth;
        events.forEach(event ->
                visits.computeIfAbsent(event.visitId(), id -> new ArrayList<>()).add(event));
        visits.values().forEach(this::judge);
    }

    SceneScore score(String scene) {
        List<PassageOutcome> outcomes = truth.passages().stream()
                .map(passage -> new PassageOutcome(
                        passage,
                        names.getOrDefault(passage, Set.of()),
                        visitCount.getOrDefault(passage, 0),
                        firstRight.get(passage)))
                .toList();
        List<SceneEvent> left = visits.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.type().equals("LEFT"))
                .toList();
        return new SceneScore(
                scene,
                outcomes,
                elsewhere,
                namedElsewhere,
                left.stream().mapToLong(SceneEvent::facesDetected).sum(),
                left.stream().mapToLong(SceneEvent::facesEmbedded).sum());
    }

    private void judge(List<SceneEvent> visit) {
        Map<Passage, Long> votes = visit.stream()
                .map(this::passageOf)
                .filter(passage -> passage != null)
                .collect(Collectors.groupingBy(passage -> passage, Collectors.counting()));
        if (votes.isEmpty()) {
            elsewhere++;
            namedElsewhere += visit.stream().anyMatch(event -> event.personId() != null) ? 1 : 0;
            return;
        }
        Passage main = votes.entrySet().stream()
                .max(Map.Entry.<Passage, Long>comparingByValue()
                        .thenComparing(vote -> -vote.getKey().number()))
                .orElseThrow()
                .getKey();
        visitCount.merge(main, 1, Integer::sum);
        for (SceneEvent event : visit) {
            Passage own = passageOf(event);
            judge(own == null ? main : own, event);
        }
    }

    private void judge(Passage passage, SceneEvent event) {
        if (event.personId() == null) {
            return;
        }
        names.computeIfAbsent(passage, key -> new TreeSet<>()).add(event.personId());
        if (event.personId().equals(passage.personId()) && !event.type().equals("LEFT")) {
            long waited = event.mediaTimeMillis() - passage.firstUsableMillis(SceneScore.USABLE_HEIGHT);
            firstRight.merge(passage, Math.max(0, waited), Math::min);
        }
    }

    private @Nullable Passage passageOf(SceneEvent event) {
        return truth.passages().stream()
                .filter(passage -> holds(passage, event))
                .min(Comparator.comparingDouble(passage -> distance(passage, event)))
                .orElse(null);
    }

    private static boolean holds(Passage passage, SceneEvent event) {
        Passage.Sight sight = passage.at(event.mediaTimeMillis());
        if (sight == null) {
            return false;
        }
        FaceBox box = sight.box();
        float x = event.box().centreX();
        float y = event.box().centreY();
        return x >= box.x() && y >= box.y() && x <= box.x() + box.width() && y <= box.y() + box.height();
    }

    private static double distance(Passage passage, SceneEvent event) {
        Passage.Sight sight = passage.at(event.mediaTimeMillis());
        return sight == null
                ? Double.MAX_VALUE
                : Math.hypot(
                        sight.box().centreX() - event.box().centreX(),
                        sight.box().centreY() - event.box().centreY());
    }
}
