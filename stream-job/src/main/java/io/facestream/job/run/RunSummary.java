package io.facestream.job.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.facestream.job.observe.Counts;
import io.facestream.job.shadow.ShadowSummary;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.CameraReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a run did, from the files it committed: counts by reason, people, the time until a visit has a name. Written as
 * {@code summary.json}.
 */
public final class RunSummary {
    /** Name of the file in the output folder. */
    public static final String FILE = "summary.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Long> totals;
    private final List<CameraReport> cameras;
    private final TreeSet<String> people = new TreeSet<>();
    private final Map<String, Long> events = new TreeMap<>();
    private final List<Long> millisToName = new ArrayList<>();
    private final double seconds;

    private RunSummary(List<CameraReport> cameras, double seconds) {
        this.cameras = cameras;
        this.seconds = seconds;
        Map<String, Long> sum = new TreeMap<>();
        for (CameraReport camera : cameras) {
            sum = Counts.plus(sum, camera.totals());
        }
        this.totals = sum;
    }

    /** Reads the output folder of a run that has ended. */
    public static RunSummary read(Path out, double wallSeconds) throws IOException {
        List<CameraReport> cameras = new ArrayList<>();
        for (String line : lines(out.resolve(FaceJob.REPORTS_FILE))) {
            cameras.add(CameraReportJson.read(line));
        }
        RunSummary summary = new RunSummary(cameras, wallSeconds);
        Map<String, Long> firstSeen = new TreeMap<>();
        Map<String, Long> named = new TreeMap<>();
        for (String line : lines(out.resolve(FaceJob.EVENTS_FILE))) {
            summary.add(JSON.readTree(line), firstSeen, named);
        }
        named.forEach((visit, at) -> {
            Long from = firstSeen.get(visit);
            if (from != null) {
                summary.millisToName.add(at - from);
            }
        });
        summary.millisToName.sort(null);
        return summary;
    }

    private void add(JsonNode event, Map<String, Long> firstSeen, Map<String, Long> named) {
        String type = event.get("type").asText();
        events.merge(type, 1L, Long::sum);
        if (event.hasNonNull("personId")) {
            people.add(event.get("personId").asText());
        }
        String visit = event.path("visitId").asText("");
        switch (type) {
            case "IDENTIFIED" -> named.put(visit, millis(event, "capturedAt"));
            case "LEFT" -> firstSeen.put(visit, millis(event, "firstSeenAt"));
            default -> {}
        }
    }

    private static long millis(JsonNode event, String field) {
        return java.time.Instant.parse(event.get(field).asText()).toEpochMilli();
    }

    /** Whether every frame and every face is accounted for. */
    public boolean reconciles() {
        return Counts.reconcile(totals);
    }

    public long total(String name) {
        return totals.getOrDefault(name, 0L);
    }

    /** Sum of all counts whose name begins so. */
    public long sum(String prefix) {
        return Counts.sum(totals, prefix);
    }

    private Map<String, Long> byReason(String prefix) {
        return Counts.byReason(totals, prefix);
    }

    public double framesPerSecond() {
        return seconds <= 0 ? 0 : total(Counts.FRAMES_CAPTURED) / seconds;
    }

    public TreeSet<String> people() {
        return people;
    }

    /** Writes {@code summary.json}. */
    public void write(Path out) throws IOException {
        Map<String, Object> frames = new LinkedHashMap<>();
        frames.put("captured", total(Counts.FRAMES_CAPTURED));
        frames.put("processed", total(Counts.FRAMES_PROCESSED));
        frames.put("skipped", byReason(Counts.FRAMES_SKIPPED));
        frames.put("dropped", byReason(Counts.FRAMES_DROPPED));
        frames.put("refused", byReason(Counts.FRAMES_REFUSED));
        Map<String, Object> faces = new LinkedHashMap<>();
        faces.put("detected", total(Counts.FACES_DETECTED));
        faces.put("refused", byReason(Counts.FACES_REFUSED));
        faces.put("passedOver", total(Counts.FACES_PASSED_OVER));
        faces.put("embedded", total(Counts.FACES_EMBEDDED));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("schemaVersion", 1);
        summary.put(
                "cameras",
                cameras.stream().map(CameraReport::cameraId).sorted().distinct().toList());
        summary.put("frames", frames);
        summary.put("faces", faces);
        summary.put("countsReconcile", reconciles());
        summary.put("events", events);
        summary.put("people", people);
        Map<String, Object> toName = new LinkedHashMap<>();
        toName.put("visits", millisToName.size());
        toName.put("p50", percentile(0.50));
        toName.put("p95", percentile(0.95));
        summary.put("millisToFirstIdentification", toName);
        summary.put("seconds", Math.round(seconds * 10) / 10.0);
        summary.put("framesPerSecond", Math.round(framesPerSecond() * 10) / 10.0);
        if (Files.exists(out.resolve(ShadowSummary.FILE))) {
            summary.put("shadow", ShadowSummary.read(out).json());
        }
        // a camera of a topic may end, fall silent, and come back: each time it reports what it had since
        Map<String, Map<String, Long>> byCamera = new TreeMap<>();
        cameras.forEach(camera -> byCamera.merge(camera.cameraId(), camera.totals(), Counts::plus));
        summary.put("byCamera", byCamera);
        Files.writeString(out.resolve(FILE), JSON.writeValueAsString(summary) + "\n");
    }

    /** Prints the summary for people. */
    public void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "frames: %d captured, %d looked at, %d between, %d dropped, %d refused; %.0f a second%n",
                total(Counts.FRAMES_CAPTURED),
                total(Counts.FRAMES_PROCESSED),
                sum(Counts.FRAMES_SKIPPED),
                sum(Counts.FRAMES_DROPPED),
                sum(Counts.FRAMES_REFUSED),
                framesPerSecond());
        to.printf(
                Locale.ROOT,
                "faces:  %d detected, %d embedded, %d passed over, %d refused %s%n",
                total(Counts.FACES_DETECTED),
                total(Counts.FACES_EMBEDDED),
                total(Counts.FACES_PASSED_OVER),
                sum(Counts.FACES_REFUSED),
                byReason(Counts.FACES_REFUSED));
        to.printf("people: %s%n", people.isEmpty() ? "none named" : String.join(", ", people));
        if (!reconciles()) {
            to.println("counts do not reconcile: see " + FILE);
        }
    }

    private Object percentile(double share) {
        if (millisToName.isEmpty()) {
            return "none";
        }
        return millisToName.get((int) Math.ceil(share * millisToName.size()) - 1);
    }

    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank()).toList();
        }
    }
}
