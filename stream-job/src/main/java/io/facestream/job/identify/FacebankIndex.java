package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of the facebank, laid out for search. */
final class FacebankIndex implements PeopleSearch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FacebankIndex.class);

    private static final int MAX_SHOTS = 64;

    private final SharedGallery shared;
    private final Gallery gallery;
    private final String version;
    private final String modelId;
    private final float[] thresholds;

    FacebankIndex(List<BankTemplate> bank, String version, String modelId, MatchThresholds table, double fpir) {
        this.shared = SharedGallery.acquire(bank);
        this.gallery = shared.gallery();
        this.version = version;
        this.modelId = modelId;
        this.thresholds = new float[MAX_SHOTS + 1];
        boolean clamped = false;
        for (int shots = 1; shots <= MAX_SHOTS; shots++) {
            Threshold threshold = table.at(fpir, Math.max(1, gallery.people()), shots);
            thresholds[shots] = (float) threshold.value();
            clamped |= shots == 1 && threshold.clamped() && gallery.people() > 0;
        }
        if (clamped) {
            LOG.warn(
                    "threshold: fpir {} with {} people lies beyond what was measured of this model; the nearest measured one is used",
                    fpir,
                    gallery.people());
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
        shared.close();
    }
}
