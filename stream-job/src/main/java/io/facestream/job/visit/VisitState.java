package io.facestream.job.visit;

import static java.util.Objects.requireNonNullElse;

import io.facestream.job.observe.Counts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One camera's visits and what was counted of it.
 *
 * @param visits open ones, in the order in which they began
 * @param totals counts by name since the job began
 * @param modelId whose vectors the visits keep; empty before the first
 */
public record VisitState(List<Visit> visits, List<WaitingTrack> waiting, Map<String, Long> totals, String modelId) {
    public static final VisitState EMPTY = new VisitState(List.of(), List.of(), new TreeMap<>(), "");

    public VisitState {
        // state of a version that knew one model leaves it out
        modelId = requireNonNullElse(modelId, "");
    }

    /** The same for another model: visits go on, and vectors of two models are not compared. */
    VisitState forModel(String other) {
        if (modelId.isEmpty() || modelId.equals(other)) {
            return this;
        }
        Map<String, Long> counted = new TreeMap<>(totals);
        long dropped = visits.stream().filter(visit -> visit.probe().length > 0).count()
                + waiting.stream().filter(track -> track.probe().length > 0).count();
        if (dropped > 0) {
            counted.merge(Counts.PROBES_OF_ANOTHER_MODEL, dropped, Long::sum);
        }
        return new VisitState(
                visits.stream().map(Visit::withoutVectors).toList(),
                waiting.stream().map(WaitingTrack::withoutVector).toList(),
                counted,
                other);
    }
}
