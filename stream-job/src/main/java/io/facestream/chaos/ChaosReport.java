package io.facestream.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What came of it.
 *
 * @param visits that were shown
 * @param upgradeGaps seconds without a commit, of each upgrade
 * @param expected ids of an undisturbed run's events, with how often each stands there
 * @param committed the same of the disturbed run, as a reader of committed events sees it
 * @param sightings ids on the topic of sightings
 * @param seconds from the job's submission to its last event
 */
public record ChaosReport(
        int visits,
        List<Kill> kills,
        List<Double> upgradeGaps,
        Map<String, Integer> expected,
        Map<String, Integer> committed,
        Map<String, Integer> sightings,
        double seconds) {
    public ChaosReport {
        kills = List.copyOf(kills);
        upgradeGaps = List.copyOf(upgradeGaps);
        expected = Map.copyOf(expected);
        committed = Map.copyOf(committed);
        sightings = Map.copyOf(sightings);
    }

    /** Ids that the undisturbed run has and the disturbed one has not. */
    public List<String> lost() {
        return expected.keySet().stream()
                .filter(id -> !committed.containsKey(id))
                .sorted()
                .toList();
    }

    /** Ids that stand on the topic more than once. */
    public List<String> doubled() {
        return committed.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Ids that the undisturbed run has not. */
    public List<String> invented() {
        return new TreeSet<>(committed.keySet())
                .stream().filter(id -> !expected.containsKey(id)).toList();
    }

    /** Committed ids that are not among the sightings. */
    public List<String> unsighted() {
        return new TreeSet<>(committed.keySet())
                .stream().filter(id -> !sightings.containsKey(id)).toList();
    }

    /** Whether nothing is lost, nothing doubled, and everything was sighted. */
    public boolean passed() {
        return !expected.isEmpty() && expected.equals(committed) && unsighted().isEmpty();
    }

    /** The table, and the verdict. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  #  killed           at s   down s  recovered after s");
        for (Kill kill : kills) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%3d  %-14s %6.1f   %6.1f   %6.1f%s",
                    kill.number(),
                    kill.process(),
                    kill.atSeconds(),
                    kill.outageSeconds(),
                    kill.recoverySeconds(),
                    kill.duringRecovery() ? "  (during recovery)" : ""));
        }
        for (double gap : upgradeGaps) {
            lines.add(String.format(Locale.ROOT, "upgrade by savepoint: no commit for %.1f s", gap));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d visits, %d events undisturbed, %d committed, %d kills in %.0f s",
                visits,
                sum(expected),
                sum(committed),
                kills.size(),
                seconds));
        lines.add(String.format(
                Locale.ROOT,
                "lost %d, doubled %d, invented %d, committed but never sighted %d",
                lost().size(),
                doubled().size(),
                invented().size(),
                unsighted().size()));
        lines.add(passed() ? "passed: each event once" : "FAILED");
        return lines;
    }

    /** Writes everything as JSON. */
    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode node = json.createObjectNode();
        node.put("visits", visits).put("seconds", seconds).put("passed", passed());
        node.put("expected", sum(expected)).put("committed", sum(committed));
        node.set("lost", json.valueToTree(lost()));
        node.set("doubled", json.valueToTree(doubled()));
        node.set("invented", json.valueToTree(invented()));
        node.set("unsighted", json.valueToTree(unsighted()));
        node.set("kills", json.valueToTree(kills));
        node.set("upgradeGaps", json.valueToTree(upgradeGaps));
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), node);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
