package io.facestream.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How right a run was on scenes with a truth. Scores of several scenes add up.
 *
 * @param passages what truly happened, and what was said of it
 * @param visits what was said, and of whom
 */
public record SceneScore(String scene, List<PassageOutcome> passages, List<SceneVisit> visits) {
    /** The least height at which a face counts as there to be named, in pixels. */
    public static final double USABLE_HEIGHT = 32;

    public SceneScore {
        passages = List.copyOf(passages);
        visits = List.copyOf(visits);
    }

    /** Scores the events of one camera against the truth of the scene that it showed. */
    public static SceneScore of(String scene, SceneTruth truth, List<SceneEvent> events, String cameraId) {
        List<SceneEvent> own = events.stream()
                .filter(event -> event.cameraId().equals(cameraId))
                .toList();
        return new SceneMatch(truth, own).score(scene);
    }

    public static SceneScore sum(String name, List<SceneScore> scores) {
        return new SceneScore(
                name,
                scores.stream().flatMap(score -> score.passages.stream()).toList(),
                scores.stream().flatMap(score -> score.visits.stream()).toList());
    }

    public int enrolled() {
        return count(outcome -> !outcome.stranger());
    }

    public int strangers() {
        return count(PassageOutcome::stranger);
    }

    /** Passages of enrolled people that were given their name. */
    public int identified() {
        return count(PassageOutcome::identified);
    }

    public int wronglyNamed() {
        return count(PassageOutcome::wronglyNamed);
    }

    public int strangersNamed() {
        return count(PassageOutcome::strangerNamed);
    }

    /** Passages with more than one visit. */
    public int split() {
        return count(outcome -> outcome.visits() > 1);
    }

    /** Passages for which no visit was opened. */
    public int missed() {
        return count(outcome -> outcome.visits() == 0);
    }

    /** Visits that belong to no passage: faces in the background, or no faces. */
    public int visitsElsewhere() {
        return (int) visits.stream().filter(visit -> visit.passage() == null).count();
    }

    /** Those of them that were given a name. */
    public int namedElsewhere() {
        return (int) visits.stream()
                .filter(visit -> visit.passage() == null && visit.named())
                .count();
    }

    /** Of all visits that ended. */
    public long facesDetected() {
        return events().mapToLong(SceneEvent::facesDetected).sum();
    }

    /** Of all visits that ended. */
    public long facesEmbedded() {
        return events().mapToLong(SceneEvent::facesEmbedded).sum();
    }

    /** All events about visits. */
    public Stream<SceneEvent> events() {
        return visits.stream().flatMap(visit -> visit.events().stream());
    }

    /** Share of the detected faces that were embedded, 0..1; 0 when none was detected. */
    public double embeddedShare() {
        return facesDetected() == 0 ? 0 : (double) facesEmbedded() / facesDetected();
    }

    /** A quantile (0..1) of the time to the first right name, in milliseconds, by nearest rank; null when nobody was named. */
    public @Nullable Long firstNameMillis(double quantile) {
        List<Long> times = passages.stream()
                .map(PassageOutcome::firstNameMillis)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return times.isEmpty() ? null : times.get((int) Math.max(0, Math.ceil(quantile * times.size()) - 1));
    }

    private int count(Predicate<PassageOutcome> wanted) {
        return (int) passages.stream().filter(wanted).count();
    }

    public ObjectNode toJson(ObjectMapper json) {
        ObjectNode node = json.createObjectNode();
        node.put("scene", scene).put("enrolled", enrolled()).put("identified", identified());
        node.put("wronglyNamed", wronglyNamed()).put("strangers", strangers()).put("strangersNamed", strangersNamed());
        node.put("splitPassages", split()).put("missedPassages", missed());
        node.put("visitsElsewhere", visitsElsewhere()).put("namedElsewhere", namedElsewhere());
        node.put("firstNameMillisP50", firstNameMillis(0.5)).put("firstNameMillisP95", firstNameMillis(0.95));
        node.put("facesDetected", facesDetected()).put("facesEmbedded", facesEmbedded());
        return node;
    }

    /** One line a scene, with a heading. */
    public static String table(List<SceneScore> scores) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "scene          identified  wrong  strangers named  split  missed  elsewhere (named)  first name p50/p95 ms  embedded");
        for (SceneScore score : scores) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-14s %4d of %-3d %6d %8d of %-4d %7d %7d %11d (%d) %13s / %-7s %5.1f %%",
                    score.scene,
                    score.identified(),
                    score.enrolled(),
                    score.wronglyNamed(),
                    score.strangersNamed(),
                    score.strangers(),
                    score.split(),
                    score.missed(),
                    score.visitsElsewhere(),
                    score.namedElsewhere(),
                    Objects.requireNonNullElse(score.firstNameMillis(0.5), "-"),
                    Objects.requireNonNullElse(score.firstNameMillis(0.95), "-"),
                    100 * score.embeddedShare()));
        }
        return String.join("\n", lines) + "\n";
    }
}
