package io.facestream.evaluate.video;

import io.facestream.job.observe.Counts;
import io.facestream.vision.evaluate.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report for whoever sits at the terminal. */
final class VideoTable {
    private final List<String> lines = new ArrayList<>();

    private VideoTable() {}

    static String of(VideoReport report) {
        VideoTable table = new VideoTable();
        SceneResult all = report.all();
        report.sets().forEach(table::setup);
        table.passages(report.rows());
        table.tracks(report.rows());
        table.totals(all);
        table.reasons(all);
        table.counts(all);
        report.notes().forEach(note -> table.lines.add("note: " + note));
        report.problems().forEach(problem -> table.lines.add("left out: " + problem));
        return String.join("\n", table.lines) + "\n";
    }

    private void setup(SceneSet set) {
        add(
                "%s: %d people, %d templates of %s; fpir %s, thresholds %s",
                set.name(),
                set.facebank().people().size(),
                set.facebank().templates(),
                set.setup().model(),
                set.setup().identify().fpir(),
                set.thresholds());
    }

    private void passages(List<SceneResult> rows) {
        add("");
        add(
                "passages         identified  wrong  strangers named  two names  unseen  visits  split  first name p50/p95");
        for (SceneResult row : rows) {
            add(
                    "%-16s %4d of %-3d %6d %9d of %-4d %9d %7d %7d %6d %12s / %s",
                    row.name(),
                    row.score().identified(),
                    row.score().enrolled(),
                    row.score().wronglyNamed(),
                    row.score().strangersNamed(),
                    row.score().strangers(),
                    row.severalNames().count(),
                    row.score().missed(),
                    row.events().visits(),
                    row.score().split(),
                    seconds(row.score().firstNameMillis(0.5)),
                    seconds(row.score().firstNameMillis(0.95)));
        }
    }

    private void tracks(List<SceneResult> rows) {
        add("");
        add("tracks           identified  wrong  strangers named  slipped  switches  right name on faces");
        for (SceneResult row : rows) {
            Proportion missed = row.tracks().missed();
            Proportion strangers = row.tracks().strangersNamed();
            TrackScore.Names names = row.tracks().names();
            add(
                    "%-16s %4d of %-3d %6d %9d of %-4d %7d %9d %11d of %d",
                    row.name(),
                    missed.of() - missed.count(),
                    missed.of(),
                    row.tracks().wronglyNamed().count(),
                    strangers.count(),
                    strangers.of(),
                    row.tracks().slipped().count(),
                    row.tracks().switches(),
                    names.right,
                    names.enrolled());
        }
    }

    private void totals(SceneResult all) {
        add("");
        VideoRates.of(all)
                .forEach((name, rate) ->
                        add("%-46s %-20s 95 %%: %s", name, VideoRates.told(rate), VideoRates.bounds(rate)));
        EventTally events = all.events();
        add("");
        add(
                "events: %d for %d visits (%.2f a visit) %s; %d sent twice, %d visits merged later, %d named anew",
                events.events(),
                events.visits(),
                events.eventsAVisit(),
                events.byType(),
                events.repeatedIds(),
                events.merged(),
                events.changed());
    }

    private void reasons(SceneResult all) {
        if (!all.missed().isEmpty()) {
            add("not identified: %s", all.missed());
        }
        all.nameless()
                .forEach((reason, of) -> add(
                        "visits without a name, %s: %d of enrolled people, %d of strangers, %d elsewhere",
                        reason, of.enrolled(), of.strangers(), of.elsewhere()));
    }

    private void counts(SceneResult all) {
        Map<String, Long> counts = all.counts();
        add(
                "frames: %d captured, %d looked at, %d between, %d dropped, %d refused",
                counts.getOrDefault(Counts.FRAMES_CAPTURED, 0L),
                counts.getOrDefault(Counts.FRAMES_PROCESSED, 0L),
                Counts.sum(counts, Counts.FRAMES_SKIPPED),
                Counts.sum(counts, Counts.FRAMES_DROPPED),
                Counts.sum(counts, Counts.FRAMES_REFUSED));
        add(
                "faces:  %d detected, %d embedded, %d passed over, %d refused %s; %d in visits, %d in none; counts %s",
                counts.getOrDefault(Counts.FACES_DETECTED, 0L),
                counts.getOrDefault(Counts.FACES_EMBEDDED, 0L),
                counts.getOrDefault(Counts.FACES_PASSED_OVER, 0L),
                Counts.sum(counts, Counts.FACES_REFUSED),
                Counts.byReason(counts, Counts.FACES_REFUSED),
                all.facesInVisits(),
                counts.getOrDefault(Counts.FACES_IN_NO_VISIT, 0L),
                all.reconciles() ? "reconcile" : "DO NOT RECONCILE");
    }

    static String seconds(@Nullable Long millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
    }

    private void add(String format, Object... values) {
        lines.add(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
