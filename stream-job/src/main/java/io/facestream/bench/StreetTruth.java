package io.facestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a made street, held against who really passed.
 *
 * @param visits that there were
 * @param lost visits of which not exactly one APPEARED and one LEFT were said
 * @param invented visits that were said and were none
 * @param enrolled visits of enrolled people
 * @param named enrolled visitors who got their name
 * @param wrong visitors who got another one's name, or had none to get
 * @param clearMisses enrolled visitors without a name though they look far more like themselves than the threshold asks
 * @param events by type
 * @param ids events by id, with how often each was said
 */
record StreetTruth(
        int visits,
        int lost,
        int invented,
        int enrolled,
        int named,
        int wrong,
        int clearMisses,
        Map<String, Integer> events,
        Map<String, Integer> ids) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fused shots look so much like the passage that they were taken in, and no more than this is left to chance. */
    private static final double FUSED_COSINE = 0.97;

    private static final double CHANCE = 0.1;

    /** A visit as it was said. */
    private static final class Said {
        private int appeared;
        private int left;
        private @Nullable String person;
    }

    /**
     * Reads what was said.
     *
     * @param threshold that a fused probe of several shots is held against
     */
    static StreetTruth of(MadeStreet street, Path events, double threshold) throws IOException {
        Map<String, Said> said = new HashMap<>();
        Map<String, Integer> types = new TreeMap<>();
        Map<String, Integer> ids = new HashMap<>();
        // nothing is written where nothing was said
        try (Stream<String> lines =
                Files.exists(events) ? Files.lines(events, StandardCharsets.UTF_8) : Stream.empty()) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode event = JSON.readTree(line);
                String type = event.get("type").asText();
                types.merge(type, 1, Integer::sum);
                ids.merge(event.get("eventId").asText(), 1, Integer::sum);
                Said visit = said.computeIfAbsent(event.path("visitId").asText(), id -> new Said());
                visit.appeared += type.equals("APPEARED") ? 1 : 0;
                visit.left += type.equals("LEFT") ? 1 : 0;
                if (event.hasNonNull("personId")) {
                    visit.person = event.get("personId").asText();
                }
            }
        }
        return compare(street, said, threshold, types, ids);
    }

    private static StreetTruth compare(
            MadeStreet street,
            Map<String, Said> said,
            double threshold,
            Map<String, Integer> types,
            Map<String, Integer> ids) {
        int visits = 0;
        int lost = 0;
        int enrolled = 0;
        int named = 0;
        int wrong = 0;
        int clearMisses = 0;
        for (int camera = 0; camera < street.cameras(); camera++) {
            List<MadeVisit> real = street.visits(camera);
            for (MadeVisit visit : real) {
                Said found = said.remove(visitId(street, camera, visit, real));
                String person = found == null ? null : found.person;
                visits++;
                lost += found == null || found.appeared != 1 || found.left != 1 ? 1 : 0;
                enrolled += visit.isStranger() ? 0 : 1;
                if (person != null && !visit.isStranger() && person.equals("person" + visit.person())) {
                    named++;
                } else if (person != null) {
                    wrong++;
                } else if (!visit.isStranger() && visit.cosine() * FUSED_COSINE > threshold + CHANCE) {
                    clearMisses++;
                }
            }
        }
        return new StreetTruth(visits, lost, said.size(), enrolled, named, wrong, clearMisses, types, ids);
    }

    /** As the tracker names it: camera, first frame, place from the left; whoever comes is the leftmost. */
    private static String visitId(MadeStreet street, int camera, MadeVisit visit, List<MadeVisit> all) {
        long rank = all.stream()
                .filter(other -> other.fromTick() == visit.fromTick() && other.lane() < visit.lane())
                .count();
        return MadeStreet.cameraId(camera) + "-" + street.millisAt(visit.fromTick()) + "-" + rank;
    }

    /** Whether every visit was said once, by no wrong name, and nothing besides. */
    boolean isRight() {
        return lost == 0
                && invented == 0
                && wrong == 0
                && clearMisses == 0
                && ids.values().stream().allMatch(times -> times == 1);
    }
}
