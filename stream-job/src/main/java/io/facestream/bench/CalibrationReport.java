package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelStore;
import java.util.Locale;

/** Measures the threshold table of the default embedding, and what it leads to. */
final class CalibrationReport implements Measurement {
    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public String about() {
        return "the threshold table for the default embedding's card, on LFW folds 0 to 7; takes some ten minutes of a core";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        IdentifyOptions options = IdentifyOptions.defaults();
        Calibration calibration =
                new Calibration(workplace.data("lfw"), ModelStore.defaultPack(), options.minShots(), workplace::say);
        CalibrationResult result = calibration.measure();
        workplace.say(result.passages() + " passages of " + Calibration.SHOTS + " shots, each held against "
                + result.people() + " people: " + result.comparisons() + " comparisons a row");
        StringBuilder heading = new StringBuilder("shots");
        result.rows().get(0).fmr().forEach(rate -> heading.append(String.format(Locale.ROOT, "%9.0e", rate)));
        workplace.say(heading.toString());
        for (ThresholdRow row : result.rows()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d", row.shots()));
            row.threshold().forEach(value -> line.append(String.format(Locale.ROOT, "%9.4f", value)));
            workplace.say(line.toString());
        }
        double[] thresholds = result.thresholds(options.fpir(), Calibration.GALLERY_PEOPLE);
        CalibrationResult.Decisions decisions = result.decide(thresholds, options.margin());
        workplace.say("with " + Calibration.GALLERY_PEOPLE + " people, --fpir " + options.fpir()
                + ", named at any time after " + options.minShots() + " shots: " + decisions.line());
        figures.set("rows", new ObjectMapper().valueToTree(result.rows()));
        figures.put("passages", result.passages());
        figures.put("comparisons", result.comparisons());
        figures.set("decisions", new ObjectMapper().valueToTree(decisions));
        return decisions.strangersNamed() <= 1.1 * options.fpir();
    }
}
