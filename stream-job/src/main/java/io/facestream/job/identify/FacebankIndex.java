package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.gallery.Template;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.List;

/** One version of the facebank, laid out for search. */
final class FacebankIndex implements PeopleSearch, AutoCloseable {
    private static final int MAX_SHOTS = 64;

    private final Gallery gallery;
    private final String version;
    private final String modelId;
    private final float[] thresholds;

    FacebankIndex(Iterable<BankTemplate> bank, String version, String modelId, MatchThresholds table, double fpir) {
        List<Template> templates = new ArrayList<>();
        bank.forEach(template ->
                templates.add(new Template(template.templateId(), template.personId(), template.unit())));
        this.gallery = Gallery.of(templates);
        this.version = version;
        this.modelId = modelId;
        this.thresholds = new float[MAX_SHOTS + 1];
        for (int shots = 1; shots <= MAX_SHOTS; shots++) {
            thresholds[shots] = gallery.people() == 0 ? 1 : (float) table.at(fpir, gallery.people(), shots).value();
        }
    }

    @Override
    public List<RankedPerson> search(float[] probe, int k) {
        List<RankedPerson> ranked = new ArrayList<>(k);
        for (Candidate candidate : gallery.search(probe, k)) {
            ranked.add(new RankedPerson(candidate.personId(), candidate.score()));
        }
        return ranked;
    }

    @Override
    public int people() {
        return gallery.people();
    }

    @Override
    public float threshold(int shots) {
        return thresholds[Math.min(Math.max(shots, 1), MAX_SHOTS)];
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public void close() {
        gallery.close();
    }
}
