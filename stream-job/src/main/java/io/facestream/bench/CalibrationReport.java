package io.facestream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.calibrate.CalibrationResult;
import io.facestream.evaluate.calibrate.ModelCalibration;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

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
    public boolean hasGoal() {
        return false;
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        IdentifyOptions options = IdentifyOptions.defaults();
        ModelCalibration calibration = new ModelCalibration(
                LfwCrops.faces(workplace.data("lfw"), 0, 7),
                ModelStore.defaultPack(),
                options.minShots(),
                ModelCalibration.SHOTS,
                samePeople(),
                (share, what) -> say(workplace, share, what));
        CalibrationResult result = calibration.measure();
        workplace.say(result.passages() + " passages of " + ModelCalibration.SHOTS + " shots, each held against "
                + result.people() + " people: " + result.comparisons() + " comparisons a row");
        StringBuilder heading = new StringBuilder("shots");
        result.rows().get(0).fmr().forEach(rate -> heading.append(String.format(Locale.ROOT, "%9.0e", rate)));
        workplace.say(heading.toString());
        for (ThresholdRow row : result.rows()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d", row.shots()));
            row.threshold().forEach(value -> line.append(String.format(Locale.ROOT, "%9.4f", value)));
            workplace.say(line.toString());
        }
        double[] thresholds = result.thresholds(options.fpir(), ModelCalibration.GALLERY_PEOPLE);
        CalibrationResult.Decisions decisions = result.decide(thresholds, options.margin());
        workplace.say("with " + ModelCalibration.GALLERY_PEOPLE + " people, --fpir " + options.fpir()
                + ", named at any time after " + options.minShots() + " shots: " + decisions.line());
        figures.set("rows", new ObjectMapper().valueToTree(result.rows()));
        figures.put("passages", result.passages());
        figures.put("comparisons", result.comparisons());
        figures.set("decisions", new ObjectMapper().valueToTree(decisions));
        return decisions.strangersNamed() <= 1.1 * options.fpir();
    }

    private int saidTenths = -1;

    private void say(Workplace workplace, double share, String what) {
        if ((int) (10 * share) > saidTenths) {
            saidTenths = (int) (10 * share);
            workplace.say(what);
        }
    }

    /** Of the pairs of names that are one person, one name for both. */
    private static Map<String, String> samePeople() throws IOException {
        Map<String, String> names = new HashMap<>();
        try (InputStream in = CalibrationReport.class.getResourceAsStream("lfw-same-people.tsv")) {
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Objects.requireNonNull(in, "lfw-same-people.tsv"), StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] two = line.split("\t");
                String name = names.getOrDefault(two[0], two[0]);
                names.put(two[0], name);
                names.put(two[1], name);
            });
        }
        return names;
    }
}
