package io.facestream.training.run;

import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.CardText;
import io.facestream.training.onnx.ExportOptions;
import io.facestream.training.onnx.ModelFolder;
import io.facestream.training.onnx.OnnxParity;
import io.facestream.training.verify.Comparison;
import io.facestream.training.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is done when all steps are: the best weights are verified beside those that the run began with, and exported with a card. What is
 * worse than the model that it was to improve lies in a folder of its own, where nobody takes it by mistake.
 */
record Ending(TrainingConfig config, RunFolder folder, Training training, Journal journal, RunListener listener) {
    private static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5);
    private static final int PARITY_PICTURES = 16;

    RunOutcome export(long bestStep) throws IOException {
        Beginning beginning = training.beginning();
        Verification before = training.verify(beginning.weights());
        WeightsFile best = WeightsFile.read(folder.best());
        Verification after = training.verify(best.weights());
        listener.says((beginning.isTuned() ? "before: " : "untrained: ") + before.summary());
        listener.says("best, after step " + bestStep + ": " + after.summary());
        Closed closed = Closed.of(config, training, listener);
        closed.compare(beginning.weights(), best.weights());
        journal.draw(before, after);
        Path place = folder.path();
        boolean promoted = isNotWorse(before, after);
        if (!promoted) {
            place = place.resolve("not-promoted");
            listener.says("not promoted: worse than " + beginning.origin() + " by more than "
                    + config.validate().tolerance() + " points; the model lies in " + place);
        }
        ModelFolder model = new ModelFolder(place);
        OnnxParity parity =
                model.write(best, options(), text(after), training.pictures(PARITY_PICTURES), training.manager());
        return new RunOutcome(before, after, bestStep, promoted, model.model(), parity.relative());
    }

    private boolean isNotWorse(Verification before, Verification after) {
        if (!training.beginning().isTuned()) {
            return true;
        }
        List<String> losses = new Comparison(before, after, config.validate().tolerance()).losses();
        losses.forEach(loss -> listener.says("worse: " + loss));
        return losses.isEmpty();
    }

    private ExportOptions options() {
        TrainingConfig.Export export = config.export();
        return ExportOptions.DEFAULT
                .withPrelu(ExportOptions.PReluForm.valueOf(export.prelu().toUpperCase(Locale.ROOT)))
                .withNorm(ExportOptions.Norm.valueOf(export.norm().toUpperCase(Locale.ROOT)))
                .withInput(training.beginning().card());
    }

    private CardText text(Verification verification) {
        Beginning beginning = training.beginning();
        Selection trained = training.people().trained();
        return new CardText(
                id(),
                config.export().licence(),
                String.format(
                        Locale.ROOT,
                        "%s of %d values%s, %s head, trained by facestream on %s: %d people, %d pictures",
                        beginning.backbone(),
                        beginning.dimension(),
                        beginning.isTuned() ? " from " + beginning.origin() : "",
                        config.head().path("kind").asText(),
                        config.data().train().where(),
                        trained.people().size(),
                        trained.size()),
                List.of(
                        "Verification of others: " + verification.summary() + ".",
                        "Nothing is known of people who look different from those it was trained on."),
                List.of(verification.scores().thresholds(RATES)),
                String.format(
                        Locale.ROOT,
                        "%d pairs of one person and %d of two, nobody of whom was trained on",
                        verification.samePairs(),
                        verification.differentPairs()));
    }

    private String id() {
        String wanted = config.export()
                .id()
                .orElse(folder.path().toAbsolutePath().getFileName().toString());
        String id = wanted.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return id.isEmpty() ? "model" : id.substring(0, Math.min(100, id.length()));
    }
}
