package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares embeddings with the centre of each class by the cosine of their angle, with a margin for the own class, all or some classes at a time. */
final class MarginHead implements Head {
    /** Shorter embeddings count as having this length. */
    static final double SHORTEST = 1e-12;

    private static final String CENTRES = BY_CLASS + "centres";

    private final double scale;
    private final Margin margin;
    private final NDArray centres;
    private final @Nullable ClassSampler sampler;

    /**
     * @param centres [classes, dimension], of any length, owned from here on
     * @param sampler draws the classes to compare with; all are if there is none
     */
    MarginHead(HeadSpec spec, NDArray centres, @Nullable ClassSampler sampler) {
        this.scale = spec.scale();
        this.margin = Margins.of(spec, centres.getManager(), centres.getDataType());
        this.centres = centres;
        this.sampler = sampler;
        centres.setRequiresGradient(true);
    }

    @Override
    public NDArray loss(NDArray embeddings, NDArray labels) {
        NDManager manager = embeddings.getManager();
        NDArray rows = centres;
        NDArray places = labels;
        if (sampler != null) {
            long[] own = labels.toLongArray();
            long[] drawn = sampler.draw(own);
            rows = centres.get(manager.create(drawn));
            rows.attach(manager);
            places = manager.create(Arrays.stream(own)
                    .map(label -> Arrays.binarySearch(drawn, label))
                    .toArray());
        }
        return loss(embeddings, rows, places.expandDims(1));
    }

    private NDArray loss(NDArray embeddings, NDArray rows, NDArray labels) {
        NDArray cosines = cosines(embeddings.normalize(2, 1, SHORTEST), rows);
        NDArray norms = embeddings.norm(new int[] {1}, true);
        NDArray own = margin.own(cosines.gather(labels, 1), norms);
        NDArray logits = margin.others(cosines).scatter(labels, own, 1).mul(scale);
        NDArray loss = CrossEntropy.mean(logits, labels);
        Optional<NDArray> penalty = margin.penalty(norms);
        return penalty.isPresent() ? loss.add(penalty.get()) : loss;
    }

    /** The products are divided by the centres' lengths, not the centres themselves: with many classes these are by far the larger. */
    private static NDArray cosines(NDArray directions, NDArray rows) {
        NDArray lengths = rows.norm(new int[] {1}, true);
        NDArray turned = rows.transpose();
        lengths.attach(directions.getManager());
        turned.attach(directions.getManager());
        return directions.matMul(turned).div(lengths.transpose().maximum(SHORTEST));
    }

    @Override
    public Map<String, NDArray> arrays() {
        return Map.of(CENTRES, centres);
    }

    @Override
    public Map<String, NDArray> memory() {
        return margin.memory();
    }

    @Override
    public void begin(long step) {
        if (sampler != null) {
            sampler.begin(step);
        }
    }

    @Override
    public Map<String, long[]> drawn() {
        return sampler == null ? Map.of() : Map.of(CENTRES, sampler.drawn());
    }

    @Override
    public void close() {
        centres.close();
        margin.memory().values().forEach(NDArray::close);
    }
}
