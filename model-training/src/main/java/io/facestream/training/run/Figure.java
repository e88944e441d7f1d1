package io.facestream.training.run;

import io.facestream.training.verify.Verification;
import java.util.function.ToDoubleFunction;

/** The figure of a verification by which models are compared; the higher the better. */
public enum Figure {
    AUC("auc", Verification::areaUnderCurve),
    TAR_AT_HUNDREDTH("tar-at-1e-2", verification -> verification.atHundredth().trueAcceptRate()),
    TAR_AT_THOUSANDTH("tar-at-1e-3", verification -> verification.atThousandth().trueAcceptRate()),
    ACCURACY("accuracy", Verification::accuracy);

    private final String name;
    private final ToDoubleFunction<Verification> figure;

    Figure(String name, ToDoubleFunction<Verification> figure) {
        this.name = name;
        this.figure = figure;
    }

    double of(Verification verification) {
        return figure.applyAsDouble(verification);
    }

    @Override
    public String toString() {
        return name;
    }
}
