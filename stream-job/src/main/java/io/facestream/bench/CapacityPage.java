package io.facestream.bench;

import java.util.List;
import java.util.Locale;

/** A plan's tables as Markdown. */
final class CapacityPage {
    private static final List<Double> CAMERAS = List.of(10.0, 1_000.0, 100_000.0);
    private static final List<Double> PEOPLE = List.of(1e3, 1e6, 1e8);
    private static final double HOURS = 24;

    private final CapacityPlan plan;
    private final MeasuredCosts costs;
    private final double coreHour;

    /** @param coreHour price of a core for an hour */
    CapacityPage(CapacityPlan plan, double coreHour) {
        this.plan = plan;
        this.costs = plan.costs();
        this.coreHour = coreHour;
    }

    /** What was measured. */
    String measured() {
        StringBuilder page = new StringBuilder("| measured, one thread | CPU | command |\n|---|---|---|\n");
        row(page, "decode a JPEG frame of 720p", millis(costs.decodeMillis()), "`bench stages`");
        row(page, "find the faces of a frame, both passes", millis(costs.detectMillis()), "`bench stages`");
        row(page, "landmarks, quality and crop, a face", millis(costs.cutMillis()), "`bench stages`");
        row(page, "embed, a shot", millis(costs.embedMillis()), "`bench stages`");
        row(page, "code a frame as JPEG, in the gateway", millis(costs.encodeMillis()), "`bench stages`");
        row(page, "the job behind the detector, a frame without a face", micros(costs.frameMicros()), "`bench scale`");
        row(page, "the same, each face in it", micros(costs.faceMicros()), "`bench scale`");
        costs.matchMillis()
                .forEach((people, time) -> row(
                        page,
                        String.format(Locale.ROOT, "match one probe with %,d people", people),
                        millis(time),
                        "`bench gallery`"));
        page.append("\n| measured | value | command |\n|---|---|---|\n");
        row(page, "a frame as JPEG", kilobytes(costs.frameBytes()), "`bench stages`");
        row(page, "a crop as JPEG", kilobytes(costs.cropBytes()), "`bench stages`");
        row(page, "an event", kilobytes(costs.eventBytes()), "`bench scale`");
        row(page, "state of a camera in a checkpoint", kilobytes(costs.stateBytes()), "`bench scale`");
        row(page, "memory of a template in the gallery", number(costs.templateBytes()) + " B", "`bench gallery`");
        row(page, "shots embedded a visit", number(costs.shotsAVisit()), "`bench scale`");
        row(page, "events a visit", number(costs.eventsAVisit()), "`bench scale`");
        row(
                page,
                "inverted file: share of the exact search's CPU time",
                String.format(Locale.ROOT, "%.3f at a recall@1 of %.1f %%", costs.coarse(), 100 * costs.coarseRecall()),
                "`bench coarse`");
        return page.toString();
    }

    /** What cameras need, with the search among the people of the measured streets. */
    String cameras() {
        StringBuilder page = new StringBuilder("| |");
        CAMERAS.forEach(count -> page.append(String.format(Locale.ROOT, " %,.0f cameras |", count)));
        page.append("\n|---|---|---|---|\n");
        line(page, "frames looked at a second", plan::framesASecond);
        line(page, "cores: decode", plan::decodeCores);
        line(page, "cores: detect", plan::detectCores);
        line(page, "cores: cut out and embed", plan::faceCores);
        line(page, "cores: Flink, tracks, search among 10,000 people, visits, events", plan::flinkCores);
        line(page, "**cores together**", plan::cores);
        line(page, "TaskManagers of 16 cores", plan::taskManagers);
        line(page, "jobs, of at most 4,096 subtasks", plan::jobs);
        line(page, "GPUs for detection and embedding, if one does 2,000 frames a second (assumed)", plan::gpus);
        line(page, "Kafka in: frames, MB/s", plan::framesMegabytes);
        line(page, "partitions of `frames`", plan::partitions);
        line(page, "Kafka in if only shots are sent, MB/s", plan::cropsMegabytes);
        line(page, "events a second", plan::eventsASecond);
        line(page, "Kafka out: events, kB/s", plan::eventKilobytes);
        line(page, "keyed state in a checkpoint, MB", plan::stateMegabytes);
        line(page, "cost a day", cameras -> plan.cores(cameras) * HOURS * coreHour);
        return page.toString();
    }

    /** What people need. */
    String people() {
        StringBuilder page = new StringBuilder("| |");
        PEOPLE.forEach(count -> page.append(String.format(Locale.ROOT, " %,.0f people |", count)));
        page.append("\n|---|---|---|---|\n");
        peopleLine(page, "gallery, GB", plan::galleryGigabytes);
        peopleLine(page, "JVMs that hold it, 200,000 templates each", plan::shards);
        peopleLine(page, "facebank in a checkpoint if every subtask has it all, GB a subtask", plan::galleryGigabytes);
        peopleLine(page, "one probe on one core, ms: exact", costs::matchMillis);
        peopleLine(page, "one probe on one core, ms: exact, 32 together", costs::batchMillis);
        peopleLine(
                page, "one probe on one core, ms: inverted file", people -> costs.matchMillis(people) * costs.coarse());
        for (double cameras : CAMERAS) {
            String of = String.format(Locale.ROOT, "cores for the search, %,.0f cameras: ", cameras);
            peopleLine(page, of + "exact", people -> plan.searchCores(cameras, people));
            peopleLine(page, of + "exact, 32 together", people -> plan.batchedCores(cameras, people));
            peopleLine(page, of + "inverted file", people -> plan.coarseCores(cameras, people));
            peopleLine(
                    page,
                    String.format(Locale.ROOT, "memory that the exact search reads, %,.0f cameras, GB/s", cameras),
                    people -> plan.searchGigabytes(cameras, people));
        }
        return page.toString();
    }

    /** A number of something. */
    private interface Of {
        double of(double count);
    }

    private static void line(StringBuilder page, String what, Of value) {
        page.append("| ").append(what).append(" |");
        CAMERAS.forEach(
                count -> page.append(' ').append(number(value.of(count))).append(" |"));
        page.append('\n');
    }

    private static void peopleLine(StringBuilder page, String what, Of value) {
        page.append("| ").append(what).append(" |");
        PEOPLE.forEach(count -> page.append(' ').append(number(value.of(count))).append(" |"));
        page.append('\n');
    }

    private static void row(StringBuilder page, String what, String value, String command) {
        page.append("| ")
                .append(what)
                .append(" | ")
                .append(value)
                .append(" | ")
                .append(command)
                .append(" |\n");
    }

    /** Two digits that count: more would be no truer. */
    static String number(double value) {
        if (value >= 100) {
            double step = Math.pow(10, Math.floor(Math.log10(value)) - 1);
            return String.format(Locale.ROOT, "%,.0f", Math.round(value / step) * step);
        }
        if (value >= 10) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return value >= 1 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2g", value);
    }

    private static String millis(double value) {
        return number(value) + " ms";
    }

    private static String micros(double value) {
        return number(value) + " us";
    }

    private static String kilobytes(double bytes) {
        return number(bytes / 1e3) + " kB";
    }
}
