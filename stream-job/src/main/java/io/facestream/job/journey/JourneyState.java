package io.facestream.job.journey;

import java.util.List;

/**
 * One person's journeys that may still change.
 *
 * @param journeys the last revision of each, withdrawn ones included, so that a revision is never given twice
 * @param open visits that go on: they keep the journeys before them from being forgotten
 */
public record JourneyState(List<Journey> journeys, List<JourneyStop> open) {
    static final JourneyState EMPTY = new JourneyState(List.of(), List.of());

    boolean isEmpty() {
        return journeys.isEmpty() && open.isEmpty();
    }
}
