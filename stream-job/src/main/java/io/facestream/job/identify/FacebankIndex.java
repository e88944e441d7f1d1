package io.facestream.job.identify;

import io.facestream.vision.gallery.Candidate;
import io.facestream.vision.gallery.ComposedGallery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One version of the facebank, laid out for search. Immutable; to be closed by who holds it. */
final class FacebankIndex implements PeopleSearch, AutoCloseable {
    static final int MAX_SHOTS = 64;

    private final Summary summary;
    private final List<GalleryBlock> blocks;
    private final ComposedGallery gallery;
    private final float[] thresholds;
    private final double margin;
    private final Set<String> ignored;
    private final List<String> ignoredInOrder;

    /**
     * What is known of an index besides its vectors.
     *
     * @param hash names what is searched and who is ignored, whatever the order in which it came
     * @param templates that are searched
     * @param withoutKey people who are left out, because their key is not there
     * @param refused templates that are left out, because they cannot be compared
     * @param nextExpiryMillis when somebody's time is over; {@code Long.MAX_VALUE} for never
     */
    record Summary(
            String version,
            String modelId,
            String hash,
            int templates,
            int withoutKey,
            int refused,
            long nextExpiryMillis) {}

    /**
     * @param blocks acquired for this index, which closes them
     * @param margin that comes with the facebank; NaN if none does
     */
    FacebankIndex(Summary summary, List<GalleryBlock> blocks, float[] thresholds, double margin, Set<String> ignored) {
        this.summary = summary;
        this.blocks = blocks;
        this.gallery =
                new ComposedGallery(blocks.stream().map(GalleryBlock::gallery).toList());
        this.thresholds = thresholds;
        this.margin = margin;
        this.ignored = ignored;
        this.ignoredInOrder = ignored.stream().sorted().toList();
    }

    Summary summary() {
        return summary;
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
    public float margin(float otherwise) {
        return Double.isNaN(margin) ? otherwise : (float) margin;
    }

    @Override
    public boolean isIgnored(String personId) {
        return ignored.contains(personId);
    }

    @Override
    public List<String> ignored() {
        return ignoredInOrder;
    }

    @Override
    public String version() {
        return summary.version();
    }

    @Override
    public String contentHash() {
        return summary.hash();
    }

    @Override
    public String modelId() {
        return summary.modelId();
    }

    @Override
    public void close() {
        blocks.forEach(GalleryBlock::close);
    }
}
