package io.facestream.job.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.identify.Agreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far two models agreed on the tracks of a run.
 *
 * @param tracks by agreement; none that did not occur
 */
public record ShadowSummary(Map<Agreement, Long> tracks) {
    /** The file of the output folder that it is read from. */
    public static final String FILE = "shadow.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the output folder of a run that has ended; nothing is compared where no track had two models. */
    public static ShadowSummary read(Path out) throws IOException {
        Map<Agreement, Long> tracks = new EnumMap<>(Agreement.class);
        Path file = out.resolve(FILE);
        if (!Files.exists(file)) {
            return new ShadowSummary(tracks);
        }
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines.filter(text -> !text.isBlank())::iterator) {
                JsonNode track = JSON.readTree(line);
                tracks.merge(Agreement.valueOf(track.path("agreement").asText()), 1L, Long::sum);
            }
        }
        return new ShadowSummary(tracks);
    }

    /** Tracks on which both models could have named the person. */
    public long compared() {
        return all() - tracks.getOrDefault(Agreement.NOT_ENROLLED, 0L);
    }

    /** Tracks on which an event by the other model would have said the same. */
    public long same() {
        return tracks.entrySet().stream()
                .filter(entry -> entry.getKey().agrees())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long all() {
        return tracks.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line for people, such as {@code shadow w600k: 97 of 100 tracks the same; 2 only by the model in force, 1 different}. */
    public String line(String name) {
        if (all() == 0) {
            return "shadow " + name + ": no track to compare";
        }
        List<String> others = new ArrayList<>();
        tracks.forEach((agreement, count) -> {
            if (!agreement.agrees()) {
                others.add(count + " " + words(agreement));
            }
        });
        String same = String.format(Locale.ROOT, "shadow %s: %d of %d tracks the same", name, same(), compared());
        return others.isEmpty() ? same : same + "; " + String.join(", ", others);
    }

    private static String words(Agreement agreement) {
        return switch (agreement) {
            case MAIN_ONLY -> "named only by the model in force";
            case SHADOW_ONLY -> "named only by the shadow";
            case DIFFERENT -> "named differently";
            case NOT_ENROLLED -> "of people enrolled with one model only";
            case SAME_PERSON, BOTH_UNKNOWN -> "the same";
        };
    }

    /** For {@code summary.json}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tracks", compared());
        json.put("same", same());
        json.put("byAgreement", tracks);
        return json;
    }
}
