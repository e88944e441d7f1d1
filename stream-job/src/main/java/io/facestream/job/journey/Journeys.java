package io.facestream.job.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Joins one person's visits into journeys. A pure function of its state, the claim and the cameras' common clock: which journeys there are
 * depends on the visits alone, not on the order in which they came.
 */
final class Journeys {
    /**
     * What a step gives.
     *
     * @param upserts journeys that are new or changed, withdrawn ones first
     */
    record Step(JourneyState state, List<Journey> upserts, boolean tooLate) {}

    private final JourneyOptions options;

    Journeys(JourneyOptions options) {
        this.options = options;
    }

    /** @param clockMillis the watermark */
    Step step(JourneyState state, VisitClaim claim, long clockMillis) {
        String visitId = claim.stop().visitId();
        List<JourneyStop> open = new ArrayList<>(state.open());
        open.removeIf(stop -> stop.visitId().equals(visitId));
        if (claim.kind() == VisitClaim.Kind.OPEN) {
            open.add(claim.stop());
            return new Step(new JourneyState(state.journeys(), open), List.of(), false);
        }
        // Subtracted from the clock it would overflow before the first watermark.
        boolean tooLate = claim.saidAtMillis() + options.allowedLatenessMillis() < clockMillis;
        if (tooLate) {
            return new Step(new JourneyState(state.journeys(), open), List.of(), true);
        }
        List<JourneyStop> stops = new ArrayList<>();
        state.journeys().forEach(journey -> stops.addAll(journey.stops()));
        stops.removeIf(stop -> stop.visitId().equals(visitId));
        if (claim.kind() == VisitClaim.Kind.OVER) {
            stops.add(claim.stop());
        }
        return revise(claim.personId(), state.journeys(), joined(stops), open);
    }

    /** Forgets journeys that no visit can join any more. */
    JourneyState expire(JourneyState state, long clockMillis) {
        List<Journey> kept = state.journeys().stream()
                .filter(journey -> heldByAnOpenVisit(journey, state.open()) || forgottenAt(journey) > clockMillis)
                .toList();
        // A withdrawn journey is remembered as long as there is one that it could come back from.
        boolean none = kept.stream().allMatch(Journey::isWithdrawn);
        return new JourneyState(none ? List.of() : kept, state.open());
    }

    /** When a journey can be forgotten. */
    long forgottenAt(Journey journey) {
        return journey.isWithdrawn()
                ? Long.MAX_VALUE
                : journey.endedAtMillis() + options.gapMillis() + options.allowedLatenessMillis();
    }

    private boolean heldByAnOpenVisit(Journey journey, List<JourneyStop> open) {
        return open.stream()
                .anyMatch(visit -> visit.firstSeenAtMillis() - journey.endedAtMillis() <= options.gapMillis());
    }

    /** Groups of visits with no more than the gap between them, by time. */
    private List<List<JourneyStop>> joined(List<JourneyStop> stops) {
        stops.sort(JourneyStop.IN_ORDER);
        List<List<JourneyStop>> groups = new ArrayList<>();
        long end = 0;
        for (JourneyStop stop : stops) {
            if (groups.isEmpty() || stop.firstSeenAtMillis() - end > options.gapMillis()) {
                groups.add(new ArrayList<>());
                end = stop.lastSeenAtMillis();
            }
            groups.get(groups.size() - 1).add(stop);
            end = Math.max(end, stop.lastSeenAtMillis());
        }
        return groups;
    }

    private static Step revise(
            String personId, List<Journey> before, List<List<JourneyStop>> groups, List<JourneyStop> open) {
        Map<String, Journey> known = new LinkedHashMap<>();
        before.forEach(journey -> known.put(journey.journeyId(), journey));
        Map<String, List<JourneyStop>> wanted = new LinkedHashMap<>();
        Map<String, String> journeyOfVisit = new HashMap<>();
        for (List<JourneyStop> group : groups) {
            String id = Journey.idOf(personId, group.get(0));
            wanted.put(id, List.copyOf(group));
            group.forEach(stop -> journeyOfVisit.put(stop.visitId(), id));
        }
        List<Journey> upserts = new ArrayList<>();
        Map<String, TreeSet<String>> swallowed = new HashMap<>();
        for (Journey journey : before) {
            if (!journey.isWithdrawn() && !wanted.containsKey(journey.journeyId())) {
                String by = journeyOfVisit.getOrDefault(journey.stops().get(0).visitId(), "");
                swallowed.computeIfAbsent(by, id -> new TreeSet<>()).add(journey.journeyId());
                upserts.add(
                        new Journey(journey.journeyId(), journey.revision() + 1, personId, List.of(), List.of(), by));
            }
        }
        wanted.forEach((id, stops) -> {
            Journey last = known.get(id);
            TreeSet<String> supersedes = swallowed.getOrDefault(id, new TreeSet<>());
            if (last != null) {
                supersedes.addAll(last.supersedes());
            }
            supersedes.removeAll(wanted.keySet());
            Journey next = new Journey(
                    id, last == null ? 1 : last.revision() + 1, personId, stops, List.copyOf(supersedes), "");
            if (last == null
                    || !last.stops().equals(stops)
                    || !last.supersedes().equals(next.supersedes())) {
                upserts.add(next);
            }
        });
        upserts.forEach(journey -> known.put(journey.journeyId(), journey));
        return new Step(new JourneyState(List.copyOf(known.values()), open), upserts, false);
    }
}
