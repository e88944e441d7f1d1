package io.facestream.job.identify;

import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankDigest;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.vision.threshold.Threshold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps up what is searched of one model's templates, and makes indexes of it. Of the one thread that makes indexes. */
final class IndexMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexMaker.class);

    private final SearchModel model;
    private final IdentifyOptions options;
    private final PeopleCatalog catalog = new PeopleCatalog();
    private final GalleryParts parts = new GalleryParts();
    private final Set<String> touched = new HashSet<>();
    private @Nullable BankChange latest;

    IndexMaker(SearchModel model, IdentifyOptions options) {
        this.model = model;
        this.options = options;
    }

    /** @throws IllegalArgumentException if the change is of another model */
    void take(BankChange change) {
        if (!change.modelId().equals(model.modelId())) {
            throw new IllegalArgumentException("facebank " + change.name() + ": templates of model " + change.modelId()
                    + " (expected: " + model.modelId() + "; templates of two models are never compared)");
        }
        latest = change;
        touched.addAll(catalog.apply(change));
    }

    /** The change that it stands at; null before the first. */
    @Nullable
    BankChange latest() {
        return latest;
    }

    SearchModel model() {
        return model;
    }

    PeopleCatalog catalog() {
        return catalog;
    }

    /** Everybody who has templates. */
    Set<String> everybody() {
        return new TreeSet<>(catalog.everybody());
    }

    /** Brings the parts up to date. */
    void refresh(VectorOpener vectors, long nowMillis) {
        touched.addAll(catalog.expired(nowMillis));
        parts.refresh(catalog, touched, vectors, model.modelId(), model.dimension(), nowMillis);
        touched.clear();
    }

    boolean anybodyWithoutKey() {
        return parts.all().stream().anyMatch(part -> part.withoutKey() > 0);
    }

    void retryWithoutKey() {
        parts.all().forEach(GalleryPart::retryWithoutKey);
    }

    /** The index of what it stands at. */
    FacebankIndex make(BankChange change) {
        List<GalleryBlock> blocks = new ArrayList<>();
        Set<String> ignored = catalog.ignored();
        long digest = BankDigest.mix(BankDigest.of(model.modelId()));
        int templates = 0;
        int withoutKey = 0;
        int refused = 0;
        for (GalleryPart part : parts.all()) {
            digest += part.digest();
            templates += part.templates();
            withoutKey += part.withoutKey();
            if (part.block() != null) {
                refused += part.block().refused();
                blocks.add(part.block().share());
            }
        }
        for (String personId : ignored) {
            digest += BankDigest.mix(~BankDigest.of(personId));
        }
        int people = blocks.stream().mapToInt(block -> block.gallery().people()).sum();
        FacebankIndex.Summary summary = new FacebankIndex.Summary(
                change.name(),
                model.modelId(),
                String.format(Locale.ROOT, "%016x", digest),
                templates,
                withoutKey,
                refused,
                catalog.nextExpiryMillis());
        return new FacebankIndex(
                summary,
                blocks,
                thresholds(people, change.settings().fpir()),
                change.settings().margin(),
                ignored);
    }

    private float[] thresholds(int people, double ofTheFacebank) {
        double fpir = Double.isNaN(ofTheFacebank) ? options.fpir() : ofTheFacebank;
        float[] thresholds = new float[FacebankIndex.MAX_SHOTS + 1];
        for (int shots = 1; shots < thresholds.length; shots++) {
            Threshold threshold = model.table().at(fpir, Math.max(1, people), shots);
            thresholds[shots] = (float) threshold.value();
            if (shots == 1 && threshold.clamped() && people > 0) {
                LOG.warn(
                        "threshold: fpir {} with {} people lies beyond what was measured of model {}; the nearest measured one is used",
                        fpir,
                        people,
                        model.name());
            }
        }
        return thresholds;
    }

    @Override
    public void close() {
        parts.close();
    }
}
