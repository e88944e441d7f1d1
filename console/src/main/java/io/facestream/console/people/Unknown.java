package io.facestream.console.people;

import io.facestream.console.visit.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody without a name: all visits of one stranger where the run knows strangers again, else a visit.
 *
 * @param strangerId null where the run does not know strangers again
 * @param times how often seen
 * @param mediaTimeMillis where in its file the last visit begins; null for a live camera
 * @param face the visit whose face is the best that is kept; null where none is
 * @param reason of the last visit: why nobody was named
 */
record Unknown(
        @Nullable String strangerId,
        int times,
        String firstSeenAt,
        String lastSeenAt,
        @Nullable Long mediaTimeMillis,
        List<String> cameras,
        @Nullable String face,
        @Nullable String reason,
        List<String> visits) {

    /** Whether a visit went by, or has been decided, without a name. */
    static boolean isOne(Visit visit) {
        return visit.personId() == null && (visit.over() || !visit.state().equals("APPEARED"));
    }

    /**
     * Groups visits.
     *
     * @param visits newest first
     * @param faces visits of which a face is kept
     */
    static List<Unknown> of(List<Visit> visits, Set<String> faces) {
        Map<String, List<Visit>> groups = new LinkedHashMap<>();
        for (Visit visit : visits) {
            String stranger = visit.strangerId();
            groups.computeIfAbsent(stranger == null ? "visit " + visit.visitId() : stranger, id -> new ArrayList<>())
                    .add(visit);
        }
        return groups.values().stream().map(group -> seen(group, faces)).toList();
    }

    /** @param newestFirst all of one person */
    private static Unknown seen(List<Visit> newestFirst, Set<String> faces) {
        Visit newest = newestFirst.get(0);
        Visit oldest = newestFirst.get(newestFirst.size() - 1);
        @Nullable Visit best = null;
        Set<String> cameras = new TreeSet<>();
        for (Visit visit : newestFirst) {
            cameras.add(visit.cameraId());
            if (faces.contains(visit.visitId()) && (best == null || quality(visit) > quality(best))) {
                best = visit;
            }
        }
        return new Unknown(
                newest.strangerId(),
                newestFirst.size(),
                oldest.firstSeenAt(),
                newest.lastSeenAt(),
                newest.mediaTimeMillis(),
                List.copyOf(cameras),
                best == null ? null : best.visitId(),
                newest.reason(),
                newestFirst.stream().map(Visit::visitId).toList());
    }

    private static double quality(Visit visit) {
        Double quality = visit.quality();
        return quality == null ? 0 : quality;
    }
}
