package io.facestream.evaluate.video;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.evaluate.Proportion;

/** The report for programs. Fields are only ever added to version 1. */
final class VideoJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private VideoJson() {}

    static String of(VideoReport report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("schemaVersion", 1);
        node.put("repeat", report.repeat());
        report.sets().forEach(set -> set(node.withArray("sets").addObject(), set));
        report.rows().forEach(row -> result(node.withArray("scenes").addObject(), row));
        node.putPOJO("notes", report.notes());
        node.putPOJO("leftOut", report.problems());
        return node.toPrettyString() + "\n";
    }

    private static void set(ObjectNode node, SceneSet set) {
        RunSetup setup = set.setup();
        node.put("name", set.name());
        node.put("model", setup.model()).put("modelId", setup.modelId());
        node.put("facebankVersion", set.facebank().version());
        node.put("people", set.facebank().people().size())
                .put("templates", set.facebank().templates());
        node.put("picturesRefused", set.facebank().refused());
        node.put("fpir", setup.identify().fpir()).put("margin", setup.identify().margin());
        node.put("minShots", setup.identify().minShots()).put("minFace", setup.minFace());
        node.put("detectEveryMillis", setup.detectEveryMillis());
        node.put("thresholdLow", set.thresholds().low())
                .put("thresholdHigh", set.thresholds().high());
    }

    private static void result(ObjectNode node, SceneResult row) {
        node.put("scene", row.name());
        if (row.views().size() == 1) {
            SceneView view = row.views().get(0);
            node.put("width", view.width()).put("height", view.height()).put("lengthMillis", view.lengthMillis());
        }
        node.set("passages", row.score().toJson(JSON));
        ObjectNode rates = node.putObject("rates");
        VideoRates.of(row).forEach((name, rate) -> rate(rates.putObject(name), rate));
        TrackScore.Names names = row.tracks().names();
        node.putObject("tracks")
                .put("tracks", row.tracks().tracks().size())
                .put("singleLooks", row.tracks().single())
                .put("switches", row.tracks().switches())
                .put("fragmentedPassages", row.tracks().fragmented())
                .put("facesRightName", names.right)
                .put("facesNoName", names.none)
                .put("facesWrongName", names.wrong)
                .put("facesOfStrangers", names.strangers)
                .put("facesOfStrangersNamed", names.strangersNamed)
                .put("facesElsewhere", names.elsewhere);
        events(node.putObject("events"), row.events());
        node.putPOJO("notIdentified", row.missed());
        node.putPOJO("namelessVisits", row.nameless());
        node.putPOJO("counts", row.counts());
        node.put("countsReconcile", row.reconciles());
    }

    private static void events(ObjectNode node, EventTally events) {
        node.put("events", events.events()).put("visits", events.visits()).put("eventsAVisit", events.eventsAVisit());
        node.putPOJO("byType", events.byType());
        node.put("repeatedIds", events.repeatedIds()).put("mergedVisits", events.merged());
        node.put("extraVisits", events.extraVisits()).put("extraAnnouncements", events.extraAnnouncements());
        node.put("changedVisits", events.changed());
    }

    private static void rate(ObjectNode node, Proportion rate) {
        node.put("count", rate.count()).put("of", rate.of());
        if (rate.isStated()) {
            node.put("share", rate.rate()).put("low95", rate.low()).put("high95", rate.high());
        }
    }
}
