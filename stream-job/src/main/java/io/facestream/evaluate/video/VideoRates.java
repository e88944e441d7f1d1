package io.facestream.evaluate.video;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rates of a report, in their order, by the name under which a reader finds them. */
final class VideoRates {
    private VideoRates() {}

    static Map<String, Rate> of(SceneResult all) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        rates.put("FNIR: enrolled passages not identified", all.missedPassages());
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
