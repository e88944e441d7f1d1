package io.facestream.job.visit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One camera's visits and what was counted of it.
 *
 * @param visits open ones, in the order in which they began
 * @param totals counts by name since the job began
 */
public record VisitState(List<Visit> visits, List<WaitingTrack> waiting, Map<String, Long> totals) {
    public static final VisitState EMPTY = new VisitState(List.of(), List.of(), new TreeMap<>());
}
