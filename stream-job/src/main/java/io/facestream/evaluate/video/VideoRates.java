package io.facestream.evaluate.video;

import io.facestream.vision.evaluate.Proportion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The rates of a report, in their order, by the name under which a reader finds them. */
final class VideoRates {
    private VideoRates() {}

    /** {@code 2 of 80 (2.5 %)}; without the share where nothing was tried. */
    static String told(Proportion rate) {
        return rate.isStated()
                ? String.format(Locale.ROOT, "%d of %d (%.1f %%)", rate.count(), rate.of(), 100 * rate.rate())
                : "none to count";
    }

    /** {@code 0.7 to 8.7 %}: the bounds between which the true share lies with 95 % confidence. */
    static String bounds(Proportion rate) {
        return rate.isStated()
                ? String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * rate.low(), 100 * rate.high())
                : "";
    }

    static Map<String, Proportion> of(SceneResult all) {
        Map<String, Proportion> rates = new LinkedHashMap<>();
        rates.put("FNIR: enrolled passages not identified", all.missedPassages());
        rates.put("the same of people who are in the facebank", all.missedThoughInFacebank());
        rates.put("enrolled passages given a wrong name", all.wronglyNamed());
        rates.put("FPIR: strangers' passages named", all.strangersNamed());
        rates.put("passages taken for two people", all.severalNames());
        rates.put("passages split into several visits", all.split());
        rates.put("FNIR: enrolled tracks not identified", all.tracks().missed());
        rates.put("enrolled tracks given a wrong name", all.tracks().wronglyNamed());
        rates.put("FPIR: strangers' tracks named", all.tracks().strangersNamed());
        rates.put("tracks of nobody in the truth, named", all.tracks().elsewhereNamed());
        rates.put("tracks that slip to a second person", all.tracks().slipped());
        return rates;
    }
}
