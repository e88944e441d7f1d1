package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/** The margins that remember nothing. */
final class Margins {
    private Margins() {}

    static Margin of(HeadSpec spec, NDManager manager, DataType type) {
        if (spec instanceof HeadSpec.ArcFace arc) {
            return arcFace(arc.margin(), arc.easyMargin());
        }
        if (spec instanceof HeadSpec.LiArcFace arc) {
            return new Linear(arc.margin());
        }
        if (spec instanceof HeadSpec.CosFace cos) {
            return (cosines, norms) -> cosines.sub(cos.margin());
        }
        if (spec instanceof HeadSpec.Combined combined) {
            return (cosines, norms) -> Margin.angle(cosines)
                    .mul(combined.m1())
                    .add(combined.m2())
                    .cos()
                    .sub(combined.m3());
        }
        if (spec instanceof HeadSpec.AdaFace ada) {
            return new AdaptiveMargin(ada, manager, type);
        }
        if (spec instanceof HeadSpec.MagFace mag) {
            return new Magnitude(mag);
        }
        throw new IllegalArgumentException("head: " + spec + " (expected: one with a margin)");
    }

    private static Margin arcFace(double margin, boolean easy) {
        return (cosines, norms) -> {
            NDArray turned =
                    cosines.mul(Math.cos(margin)).sub(Margin.sine(cosines).mul(Math.sin(margin)));
            return easy
                    ? NDArrays.where(cosines.gt(0), turned, cosines)
                    : NDArrays.where(cosines.gt(-Math.cos(margin)), turned, cosines.sub(margin * Math.sin(margin)));
        };
    }

    /** LiArcFace's: 1 - 2 angle / pi for all. */
    private record Linear(double margin) implements Margin {
        @Override
        public NDArray own(NDArray cosines, NDArray norms) {
            return others(cosines).sub(2 * margin / Math.PI);
        }

        @Override
        public NDArray others(NDArray cosines) {
            return Margin.angle(cosines).mul(-2 / Math.PI).add(1);
        }
    }

    /** MagFace's: as ArcFace's, but the margin is one a picture, and the norms learn from it. */
    private record Magnitude(HeadSpec.MagFace spec) implements Margin {
        @Override
        public NDArray own(NDArray cosines, NDArray norms) {
            double slope = (spec.highMargin() - spec.lowMargin()) / (spec.highNorm() - spec.lowNorm());
            NDArray margin = within(norms).sub(spec.lowNorm()).mul(slope).add(spec.lowMargin());
            NDArray cosine = margin.cos();
            NDArray sine = margin.sin();
            NDArray turned = cosines.mul(cosine).sub(Margin.sine(cosines).mul(sine));
            return NDArrays.where(cosines.gt(cosine.neg()), turned, cosines.sub(margin.mul(sine)));
        }

        @Override
        public Optional<NDArray> penalty(NDArray norms) {
            NDArray within = within(norms);
            double square = spec.highNorm() * spec.highNorm();
            // a single value times a number would come out in 64 bits
            return Optional.of(
                    within.div(square).add(within.pow(-1)).mul(spec.lambda()).mean());
        }

        private NDArray within(NDArray norms) {
            return norms.clip(spec.lowNorm(), spec.highNorm());
        }
    }
}
