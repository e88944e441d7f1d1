package io.facestream.training.net;

import java.util.List;

/**
 * What a network costs.
 *
 * @param parameters values that are trained
 * @param multiplyAdds of the convolutions and dense layers for one picture; what acts on each value alone is not counted
 */
public record Cost(long parameters, long multiplyAdds) {
    /** The cost of a network that takes pictures of the given side. */
    public static Cost of(Layer layer, int side) {
        long parameters = TensorSpec.of(layer).stream()
                .filter(spec -> spec.role().isTrained())
                .mapToLong(TensorSpec::size)
                .sum();
        return new Cost(parameters, multiplyAdds(layer, new Dimensions(3, side, side)));
    }

    private static long multiplyAdds(Layer layer, Dimensions in) {
        if (layer instanceof Layer.Conv conv) {
            long window = (long) conv.in() / conv.groups() * conv.kernel() * conv.kernel();
            return window * Dimensions.of(layer, in).values();
        }
        if (layer instanceof Layer.Linear linear) {
            return (long) linear.in() * linear.out();
        }
        List<Layer.Step> inside = TensorSpec.inside(layer);
        if (layer instanceof Layer.Sequence) {
            long sum = 0;
            Dimensions at = in;
            for (Layer.Step step : inside) {
                sum += multiplyAdds(step.layer(), at);
                at = Dimensions.of(step.layer(), at);
            }
            return sum;
        }
        return inside.stream().mapToLong(step -> multiplyAdds(step.layer(), in)).sum();
    }
}
