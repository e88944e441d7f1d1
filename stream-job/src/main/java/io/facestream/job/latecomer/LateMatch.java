package io.facestream.job.latecomer;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.model.ModelThresholds;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a remembered visit is one of those whom a commit enrolled. A pure function of the visit and the commit.
 *
 * <p>Everybody of the commit is held against the visit at once, so that the order in which they were enrolled does not matter. A name needs
 * the threshold of the visit's shots, with the false-match budget divided by the number of visits searched, and a margin to whomever else
 * the visit is like: others of the commit, the name it has, and those whom it was most like when it was seen.
 */
final class LateMatch {
    /** What a step gives. */
    record Step(RememberedVisit visit, @Nullable IdentityEvent event) {}

    private static final int LISTED = 3;

    private final ModelThresholds thresholds;
    private final Map<String, MatchThresholds> opened = new HashMap<>();
    private final double fpir;
    private final float margin;

    LateMatch(ModelThresholds thresholds, LatecomerOptions options) {
        this.thresholds = thresholds;
        this.fpir = options.fpir();
        this.margin = options.margin();
    }

    /** @param searched number of visits that this commit is held against */
    Step step(RememberedVisit remembered, LateCommit commit, long searched) {
        UnnamedVisit visit = remembered.visit();
        if (commit.people().isEmpty()
                || !visit.modelId().equals(commit.modelId())
                || thresholdsOf(commit.modelId()) == null) {
            return new Step(remembered, null);
        }
        List<RankedPerson> ranked = ranked(remembered, commit.people());
        RankedPerson best = ranked.get(0);
        if (!isOf(best.personId(), commit.people())) {
            return new Step(remembered, null);
        }
        if (best.personId().equals(remembered.personId())) {
            return new Step(best.score() == remembered.score() ? remembered : remembered.with(best.score()), null);
        }
        float lead =
                ranked.size() < 2 ? best.score() : best.score() - ranked.get(1).score();
        float threshold = threshold(commit.modelId(), visit.probe().shots(), searched);
        if (best.score() < threshold || lead < margin) {
            return new Step(remembered, null);
        }
        IdentityEvent event = event(remembered, ranked, lead, threshold, commit);
        return new Step(remembered.as(best.personId(), best.score(), event.eventId()), event);
    }

    /** The score from which a visit of so many shots is somebody who was enrolled later. */
    float threshold(String modelId, int shots, long searched) {
        return (float) Objects.requireNonNull(thresholdsOf(modelId), "thresholds")
                .at(fpir, (int) Math.min(Integer.MAX_VALUE, Math.max(1, searched)), shots)
                .value();
    }

    private @Nullable MatchThresholds thresholdsOf(String modelId) {
        if (!opened.containsKey(modelId)) {
            MatchThresholds ofModel = thresholds.of(modelId);
            if (ofModel == null) {
                return null;
            }
            opened.put(modelId, ofModel);
        }
        return opened.get(modelId);
    }

    /** Whomever the visit is like, best first: as enrolled now, or as it was seen. */
    private static List<RankedPerson> ranked(RememberedVisit remembered, List<EnrolledPerson> people) {
        List<RankedPerson> ranked = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (EnrolledPerson person : people) {
            known.add(person.personId());
            ranked.add(new RankedPerson(
                    person.personId(), cosine(remembered.visit().probe().unit(), person.unit())));
        }
        if (!remembered.personId().isEmpty() && known.add(remembered.personId())) {
            ranked.add(new RankedPerson(remembered.personId(), remembered.score()));
        }
        for (RankedPerson person : remembered.visit().probe().people()) {
            if (known.add(person.personId())) {
                ranked.add(person);
            }
        }
        ranked.sort(Comparator.comparingDouble((RankedPerson person) -> -person.score())
                .thenComparing(RankedPerson::personId));
        return ranked;
    }

    private static boolean isOf(String personId, List<EnrolledPerson> people) {
        return people.stream().anyMatch(person -> person.personId().equals(personId));
    }

    /** Rounded as all scores are before they are compared. */
    private static float cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return Math.round(sum * 1e4) / 1e4f;
    }

    private static IdentityEvent event(
            RememberedVisit remembered, List<RankedPerson> ranked, float lead, float threshold, LateCommit commit) {
        UnnamedVisit visit = remembered.visit();
        RankedPerson best = ranked.get(0);
        return new IdentityEventBuilder(EventType.REIDENTIFIED, visit.visitId(), remembered.corrections())
                .camera(visit.cameraId())
                .visit(visit.visitId(), visit.lastTrackId())
                .person(best.personId())
                .evidence(
                        best.score(), lead, threshold, List.copyOf(ranked.subList(0, Math.min(LISTED, ranked.size()))))
                .at(visit.leftAtMillis(), visit.leftAtMediaMillis())
                .face(visit.x(), visit.y(), visit.width(), visit.height(), visit.quality())
                .searched(commit.facebankVersion(), commit.modelId())
                .stay(
                        visit.firstSeenMillis(),
                        visit.lastSeenMillis(),
                        visit.firstSeenMediaMillis(),
                        visit.lastSeenMediaMillis())
                .faces(visit.facesDetected(), visit.facesEmbedded())
                .supersedes(remembered.saidBy())
                .build();
    }
}
