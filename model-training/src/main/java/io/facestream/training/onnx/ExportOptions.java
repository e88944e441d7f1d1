package io.facestream.training.onnx;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Layout;
import java.util.List;
import java.util.Locale;

/**
 * How a network is written as ONNX.
 *
 * @param fold whether batch normalisations go into the layers before or behind them where that is exact
 * @param prelu how PReLU is written
 * @param norm where the embedding is brought to length 1
 * @param input what the network takes, written into the file
 */
public record ExportOptions(boolean fold, PReluForm prelu, Norm norm, ModelCard.Input input) {
    /** How PReLU is written. */
    public enum PReluForm {
        /** As two depthwise convolutions and a ReLU, which ONNX Runtime computes faster. */
        REWRITTEN,
        /** As ONNX's operator. */
        PUBLISHED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the embedding is brought to length 1. */
    public enum Norm {
        INSIDE,
        /** By whoever takes it, as facestream does; its length is then left to judge quality by. */
        OUTSIDE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** RGB of -1..1, as most projects train. */
    public static final ModelCard.Input RGB = input(Colour.RGB, 127.5f, 1 / 127.5f);

    /** Folded, rewritten, of any length. */
    public static final ExportOptions DEFAULT = new ExportOptions(true, PReluForm.REWRITTEN, Norm.OUTSIDE, RGB);

    /** A 112 x 112 input of (pixel - mean) * scale. */
    public static ModelCard.Input input(Colour colour, float mean, float scale) {
        return new ModelCard.Input(112, 112, colour, List.of(mean), List.of(scale), Layout.NCHW);
    }

    public ExportOptions withFold(boolean folds) {
        return new ExportOptions(folds, prelu, norm, input);
    }

    public ExportOptions withPrelu(PReluForm form) {
        return new ExportOptions(fold, form, norm, input);
    }

    public ExportOptions withNorm(Norm place) {
        return new ExportOptions(fold, prelu, place, input);
    }

    public ExportOptions withInput(ModelCard.Input taken) {
        return new ExportOptions(fold, prelu, norm, taken);
    }
}
