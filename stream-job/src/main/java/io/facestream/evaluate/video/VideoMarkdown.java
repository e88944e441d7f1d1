package io.facestream.evaluate.video;

import io.facestream.job.observe.Counts;
import io.facestream.vision.evaluate.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as Markdown: figures that do not depend on the machine, and no date, so that the same run writes the same text; nobody is named. */
final class VideoMarkdown {
    private final List<String> lines = new ArrayList<>();

    private VideoMarkdown() {}

    static String of(VideoReport report) {
        VideoMarkdown page = new VideoMarkdown();
        page.setups(report.sets());
        page.scenes(report.rows());
        page.passages(report.rows());
        page.tracks(report.rows());
        page.totals(report.all());
        page.reasons(report.all());
        page.counts(report);
        page.add("Repeat: `%s`", report.repeat());
        return String.join("\n", page.lines) + "\n";
    }

    private void setups(List<SceneSet> sets) {
        RunSetup setup = sets.get(0).setup();
        table("setting", "value");
        row("model", "`" + setup.model() + "`, SHA-256 `" + setup.modelId().substring(0, 12) + "...`");
        row(
                "`fpir`, `margin`, `min-shots`",
                setup.identify().fpir() + ", " + setup.identify().margin() + ", "
                        + setup.identify().minShots());
        row("`min-face`, `detect-every`", Math.round(setup.minFace()) + " px, " + setup.detectEveryMillis() + " ms");
        for (SceneSet set : sets) {
            FacebankStand bank = set.facebank();
            row(
                    "facebank of " + set.name(),
                    bank.people().size() + " people, " + bank.templates() + " templates"
                            + (bank.refused() == 0
                                    ? ""
                                    : ", " + bank.refused()
                                            + (bank.refused() == 1 ? " picture refused" : " pictures refused"))
                            + "; thresholds used " + set.thresholds());
        }
        add("");
    }

    private void scenes(List<SceneResult> rows) {
        table("scene", "video", "passages: enrolled, strangers", "height of the faces found: 5 %, median, 95 %");
        for (SceneResult row : rows) {
            long seconds =
                    row.views().stream().mapToLong(SceneView::lengthMillis).sum() / 1_000;
            SceneView view = row.views().get(0);
            row(
                    row.name(),
                    row.views().size() > 1
                            ? row.views().size() + " videos, " + seconds + " s"
                            : view.width() + " x " + view.height() + ", " + seconds + " s",
                    row.score().enrolled() + ", " + row.score().strangers(),
                    row.faceHeight(0.05) + ", " + row.faceHeight(0.5) + ", " + row.faceHeight(0.95) + " px");
        }
        add("");
    }

    private void passages(List<SceneResult> rows) {
        add("Passages, as a reader of the events knows them:");
        add("");
        table(
                "scene",
                "identified",
                "wrong name",
                "strangers named",
                "two names",
                "no visit",
                "visits, split passages",
                "visits of nobody (named)",
                "events a visit",
                "first name p50, p95");
        for (SceneResult row : rows) {
            row(
                    row.name(),
                    row.score().identified() + " of " + row.score().enrolled(),
                    row.score().wronglyNamed(),
                    row.score().strangersNamed() + " of " + row.score().strangers(),
                    row.severalNames().count(),
                    row.score().missed(),
                    row.events().visits() + ", " + row.score().split(),
                    row.score().visitsElsewhere() + " (" + row.score().namedElsewhere() + ")",
                    String.format(Locale.ROOT, "%.2f", row.events().eventsAVisit()),
                    VideoTable.seconds(row.score().firstNameMillis(0.5)) + ", "
                            + VideoTable.seconds(row.score().firstNameMillis(0.95)));
        }
        add("");
    }

    private void tracks(List<SceneResult> rows) {
        add("Tracks, and the names beside the faces in the frames that were looked at:");
        add("");
        table(
                "scene",
                "enrolled tracks identified",
                "wrong name",
                "strangers' tracks named",
                "slipped",
                "switches",
                "faces of enrolled people: right name, none yet, wrong",
                "faces of strangers named");
        for (SceneResult row : rows) {
            Proportion missed = row.tracks().missed();
            Proportion strangers = row.tracks().strangersNamed();
            TrackScore.Names names = row.tracks().names();
            row(
                    row.name(),
                    missed.of() - missed.count() + " of " + missed.of(),
                    row.tracks().wronglyNamed().count(),
                    strangers.count() + " of " + strangers.of(),
                    row.tracks().slipped().count(),
                    row.tracks().switches(),
                    names.right + ", " + names.none + ", " + names.wrong,
                    names.strangersNamed + " of " + names.strangers);
        }
        add("");
    }

    private void totals(SceneResult all) {
        table("all scenes together", "found", "95 % bounds");
        VideoRates.of(all).forEach((name, rate) -> row(name, VideoRates.told(rate), VideoRates.bounds(rate)));
        add("");
    }

    private void reasons(SceneResult all) {
        if (!all.missed().isEmpty()) {
            add("Enrolled passages not identified, by reason: %s.", told(all.missed()));
            add("");
        }
        if (!all.nameless().isEmpty()) {
            table("visits without a name: reason in the events", "of enrolled people", "of strangers", "of nobody");
            all.nameless()
                    .forEach((reason, of) -> row("`" + reason + "`", of.enrolled(), of.strangers(), of.elsewhere()));
            add("");
        }
    }

    private void counts(VideoReport report) {
        SceneResult all = report.all();
        Map<String, Long> counts = all.counts();
        EventTally events = all.events();
        add(
                "Events: %s; %d with an id that had been sent before, %d visits that were merged into an earlier one, %d announced again under the"
                        + " right name.",
                told(events.byType()), events.repeatedIds(), events.merged(), events.extraAnnouncements());
        add("");
        add(
                "Frames: %d = %d looked at + %d between + %d dropped + %d refused. Faces: %d = %d embedded + %d passed over + %d refused%s."
                        + " %d of them belong to visits, %d to none. The counts %s.",
                counts.getOrDefault(Counts.FRAMES_CAPTURED, 0L),
                counts.getOrDefault(Counts.FRAMES_PROCESSED, 0L),
                Counts.sum(counts, Counts.FRAMES_SKIPPED),
                Counts.sum(counts, Counts.FRAMES_DROPPED),
                Counts.sum(counts, Counts.FRAMES_REFUSED),
                counts.getOrDefault(Counts.FACES_DETECTED, 0L),
                counts.getOrDefault(Counts.FACES_EMBEDDED, 0L),
                counts.getOrDefault(Counts.FACES_PASSED_OVER, 0L),
                Counts.sum(counts, Counts.FACES_REFUSED),
                refused(Counts.byReason(counts, Counts.FACES_REFUSED)),
                all.facesInVisits(),
                counts.getOrDefault(Counts.FACES_IN_NO_VISIT, 0L),
                all.reconciles() ? "reconcile" : "**do not reconcile**");
        add("");
        List<String> leftOut = report.sets().stream()
                .flatMap(set -> set.problemsWithoutPaths().stream())
                .toList();
        if (!leftOut.isEmpty()) {
            leftOut.forEach(problem -> add("- Left out: %s", problem));
            add("");
        }
    }

    private static String refused(Map<String, Long> byReason) {
        return byReason.isEmpty() ? "" : " (" + told(byReason) + ")";
    }

    private static String told(Map<String, ? extends Number> counts) {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "` " + entry.getValue())
                        .toList());
    }

    private void table(String... headings) {
        row((Object[]) headings);
        lines.add("|" + String.join("|", Collections.nCopies(headings.length, "---")) + "|");
    }

    private void row(Object... cells) {
        lines.add("| "
                + String.join(
                        " | ", List.of(cells).stream().map(String::valueOf).toList()) + " |");
    }

    private void add(String format, Object... values) {
        lines.add(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
