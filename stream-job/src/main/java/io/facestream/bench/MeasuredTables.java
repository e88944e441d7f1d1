package io.facestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What was measured of streets, galleries and indexes, row by row, as Markdown. */
final class MeasuredTables {
    private final Path folder;

    /** @param folder with the figures, as {@link MeasuredCosts#read} takes them */
    MeasuredTables(Path folder) {
        this.folder = folder;
    }

    /** Streets by number of cameras. */
    String streets() throws IOException {
        JsonNode scale = MeasuredCosts.file(folder, "scale");
        StringBuilder page = new StringBuilder("| cameras | frames | faces | shots embedded | frames a CPU second"
                + " | us a frame without a face | us more a face | us a frame: plain loop, job | x real time, 2 cores"
                + " | checkpoint, MB; s | events: given, as they have to be; wrong names |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Map.Entry<Long, JsonNode> size : MeasuredCosts.bySize(scale).entrySet()) {
            JsonNode street = size.getValue();
            page.append(String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %,d | %,d | %s | %s | %s | %s, %s | %s | %s; %s | %,d, %s; %d of %,d |%n",
                    size.getKey(),
                    street.get("frames").asLong(),
                    street.get("faces").asLong(),
                    street.get("embedded").asLong(),
                    CapacityPage.number(street.get("framesACoreSecond").asDouble()),
                    CapacityPage.number(street.get("microsAFrameWithoutFace").asDouble()),
                    CapacityPage.number(street.get("microsAFace").asDouble()),
                    CapacityPage.number(street.get("plainMicrosAFrame").asDouble()),
                    CapacityPage.number(street.get("microsAFrame").asDouble()),
                    CapacityPage.number(street.get("realTime").asDouble()),
                    CapacityPage.number(street.get("checkpointBytes").asDouble() / 1e6),
                    CapacityPage.number(street.get("checkpointMillis").asDouble() / 1e3),
                    street.get("events").asLong(),
                    street.get("right").asBoolean() ? "all" : "NOT all",
                    street.get("wrong").asLong(),
                    street.get("visits").asLong()));
        }
        return page.append(String.format(
                        Locale.ROOT,
                        "%nCPU a frame, with each doubling of the cameras: x %.3f (goal: at most %.2f).%n",
                        scale.get("growthADoubling").asDouble(),
                        scale.get("growthGoal").asDouble()))
                .toString();
    }

    /** Galleries by number of templates. */
    String gallery() throws IOException {
        JsonNode gallery = MeasuredCosts.file(folder, "gallery");
        StringBuilder page = new StringBuilder(
                "| templates | match of one probe, ms | reading them once, ms | ratio (goal: at most 1.30)"
                        + " | 32 probes together, ms each | bytes a template / 2,048 |\n|---|---|---|---|---|---|\n");
        for (Map.Entry<Long, JsonNode> size : MeasuredCosts.bySize(gallery).entrySet()) {
            JsonNode row = size.getValue();
            page.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.3f | %.3f | %.2f | %.3f | %s |%n",
                    size.getKey(),
                    row.get("partsMillis").asDouble(),
                    row.get("readMillis").asDouble(),
                    row.get("ratio").asDouble(),
                    row.get("batchMillisAProbe").asDouble(),
                    size.getKey() < 10_000
                            ? "too few to tell"
                            : String.format(
                                    Locale.ROOT,
                                    "%.3f",
                                    row.get("bytesATemplate").asDouble() / 2048)));
        }
        return page.append(String.format(
                        Locale.ROOT,
                        "%nThe whole JVM of a job of two slots with its facebank from a file: %.2f x 2,048 bytes a template"
                                + " (goal: at most 1.1).%n",
                        gallery.get("jvmBytesATemplate").asDouble() / 2048))
                .toString();
    }

    /** The inverted file, and a byte a value. */
    String coarse() throws IOException {
        JsonNode coarse = MeasuredCosts.file(folder, "coarse");
        StringBuilder page =
                new StringBuilder("| cells searched of 512 | share of the vectors compared | share of the CPU time"
                        + " | recall@1 | names lost | recall@1 among random directions |\n|---|---|---|---|---|---|\n");
        for (Map.Entry<Long, JsonNode> cells :
                MeasuredCosts.bySize(coarse.get("faces")).entrySet()) {
            JsonNode row = cells.getValue();
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %.1f %% | %.1f %% | %.1f %% | %d of %d | %.1f %% |%n",
                    cells.getKey(),
                    100 * row.get("shareOfVectors").asDouble(),
                    100 * row.get("shareOfTime").asDouble(),
                    100 * row.get("recall").asDouble(),
                    row.get("namesLost").asLong(),
                    row.get("names").asLong(),
                    100
                            * coarse.get("random")
                                    .get(String.valueOf(cells.getKey()))
                                    .get("recall")
                                    .asDouble()));
        }
        page.append("\n| a byte a value | share of the bytes read | recall@1 |\n|---|---|---|\n");
        for (Map.Entry<Long, JsonNode> checked :
                MeasuredCosts.bySize(coarse.get("bytes")).entrySet()) {
            page.append(String.format(
                    Locale.ROOT,
                    "| best %d compared again as floats | %.1f %% | %.1f %% |%n",
                    checked.getKey(),
                    100 * checked.getValue().get("shareOfBytes").asDouble(),
                    100 * checked.getValue().get("recall").asDouble()));
        }
        return page.toString();
    }
}
