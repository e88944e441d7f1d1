package io.facestream.bench;

import io.facestream.job.identify.PeopleSearch;
import io.facestream.job.identify.RankedPerson;
import io.facestream.vision.gallery.Gallery;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.List;

/**
 * A facebank that does not change, searched as the job searches its own.
 *
 * @param fpir strangers' passages that may be named
 */
record PlainSearch(Gallery gallery, MatchThresholds table, double fpir, String version, String modelId)
        implements PeopleSearch {
    @Override
    public List<RankedPerson> search(float[] probe, int k) {
        return gallery.search(probe, k).stream()
                .map(found -> new RankedPerson(found.personId(), found.score()))
                .toList();
    }

    @Override
    public int people() {
        return gallery.people();
    }

    @Override
    public float threshold(int shots) {
        return (float) table.at(fpir, gallery.people(), shots).value();
    }
}
