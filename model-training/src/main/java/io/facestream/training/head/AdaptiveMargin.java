package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;

/** AdaFace's margin: pictures with a long embedding, taken for good ones, are set apart by angle, others by cosine only. */
final class AdaptiveMargin implements Margin {
    /** What the running values begin with, what bounds norms, and what keeps angles from 0 and pi: as AdaFace's authors have them. */
    private static final double FIRST_MEAN = 20;

    private static final double FIRST_DEVIATION = 100;
    private static final double SHORTEST = 0.001;
    private static final double LONGEST = 100;
    private static final double EPSILON = 1e-3;

    private final HeadSpec.AdaFace spec;
    private final NDArray mean;
    private final NDArray deviation;

    AdaptiveMargin(HeadSpec.AdaFace spec, NDManager manager, DataType type) {
        this.spec = spec;
        this.mean = scalar(FIRST_MEAN, manager, type);
        this.deviation = scalar(FIRST_DEVIATION, manager, type);
    }

    private static NDArray scalar(double value, NDManager manager, DataType type) {
        return manager.create(new double[] {value}).toType(type, false);
    }

    @Override
    public NDArray own(NDArray cosines, NDArray norms) {
        NDArray z = cosines.getManager()
                .create(standing(values(norms)))
                .toType(cosines.getDataType(), false)
                .expandDims(1)
                .mul(spec.margin());
        NDArray angles = Margin.angle(cosines).sub(z).clip(EPSILON, Math.PI - EPSILON);
        return angles.cos().sub(z.add(spec.margin()));
    }

    /** Between -1 and 1 for each norm, after the running values have been moved by them; no gradient reaches the norms. */
    private double[] standing(double[] norms) {
        double[] bounded = Arrays.stream(norms)
                .map(norm -> Math.min(Math.max(norm, SHORTEST), LONGEST))
                .toArray();
        double batchMean = Arrays.stream(bounded).sum() / bounded.length;
        move(mean, batchMean);
        if (bounded.length > 1) {
            double squares = Arrays.stream(bounded)
                    .map(norm -> (norm - batchMean) * (norm - batchMean))
                    .sum();
            move(deviation, Math.sqrt(squares / (bounded.length - 1)));
        }
        double centre = values(mean)[0];
        double unit = (values(deviation)[0] + EPSILON) / spec.h();
        return Arrays.stream(bounded)
                .map(norm -> Math.min(Math.max((norm - centre) / unit, -1), 1))
                .toArray();
    }

    private void move(NDArray running, double value) {
        running.muli(1 - spec.momentum()).addi(value * spec.momentum());
    }

    private static double[] values(NDArray array) {
        return Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
    }

    @Override
    public Map<String, NDArray> memory() {
        return Map.of("norm.mean", mean, "norm.deviation", deviation);
    }
}
