package io.facestream.training.run;

import io.facestream.training.data.InputForm;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.ExportOptions;
import io.facestream.training.onnx.FacePictures;
import io.facestream.training.onnx.OnnxExport;
import io.facestream.training.onnx.OnnxParity;
import io.facestream.training.onnx.OrtModel;
import io.facestream.training.verify.Comparison;
import io.facestream.training.verify.Verification;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What is done when all steps are: the best weights are verified beside those that the run began with, and exported with a card. What is
 * worse than the model that it was to improve lies in a folder of its own, where nobody takes it by mistake.
 */
record Ending(TrainingConfig config, RunFolder folder, Training training, RunListener listener) {
    private static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5);
    private static final int PARITY_PICTURES = 16;

    RunOutcome export(long bestStep) throws IOException {
        NetBlock net = training.trainer().net();
        Beginning beginning = training.beginning();
        net.set(beginning.weights());
        Verification before = training.verify();
        WeightsFile best = WeightsFile.read(folder.best());
        net.set(best.weights());
        Verification after = training.verify();
        listener.says((beginning.isTuned() ? "before: " : "untrained: ") + before.summary());
        listener.says("best, after step " + bestStep + ": " + after.summary());
        List<String> losses = beginning.isTuned()
                ? new Comparison(before, after, config.validate().tolerance()).losses()
                : List.of();
        losses.forEach(loss -> listener.says("worse: " + loss));
        Path place = losses.isEmpty() ? folder.path() : Files.createDirectories(folder.path().resolve("not-promoted"));
        if (!losses.isEmpty()) {
            listener.says("not promoted: the model is worse than " + beginning.origin() + " by more than "
                    + config.validate().tolerance() + " points; it lies in " + place);
        }
        Path model = place.resolve("model.onnx");
        OnnxParity parity = write(best, net, model);
        card(model, after).write(place.resolve("model.json"));
        return new RunOutcome(before, after, bestStep, losses.isEmpty(), model, parity.relative());
    }

    /** Writes the file under another name first: the model is there when it has been found to be right. */
    private OnnxParity write(WeightsFile weights, NetBlock net, Path model) throws IOException {
        TrainingConfig.Export export = config.export();
        ExportOptions options = ExportOptions.DEFAULT
                .withPrelu(ExportOptions.PReluForm.valueOf(export.prelu().toUpperCase(Locale.ROOT)))
                .withNorm(ExportOptions.Norm.valueOf(export.norm().toUpperCase(Locale.ROOT)))
                .withInput(training.beginning().card());
        Path part = model.resolveSibling("." + model.getFileName() + ".part");
        try {
            Files.write(part, OnnxExport.model(weights, options).toByteArray());
            OnnxParity parity;
            try (OrtModel exported = OrtModel.open(part, config.threads())) {
                parity = OnnxParity.of(exported, options.norm() == ExportOptions.Norm.INSIDE, net, somePictures())
                        .checked();
            }
            Files.move(
                    part,
                    model,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return parity;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private List<float[]> somePictures() {
        Selection trained = training.people().trained();
        PictureSet set = trained.set();
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < trained.size() && pictures.size() < PARITY_PICTURES; i++) {
            try {
                pictures.add(FacePictures.tensor(set.read(trained.pictures()[i]), training.beginning().card()));
            } catch (UnreadablePictureException e) {
                // the loader has named it
                continue;
            }
        }
        return pictures;
    }

    private ModelCard card(Path model, Verification verification) throws IOException {
        Beginning beginning = training.beginning();
        InputForm input = beginning.input();
        Selection trained = training.people().trained();
        String on = String.format(
                Locale.ROOT,
                "%d pairs of one person and %d of two, nobody of whom was trained on",
                verification.samePairs(),
                verification.differentPairs());
        return new ModelCard(
                ModelCard.SCHEMA_VERSION,
                id(),
                ModelCard.Task.EMBEDDING,
                ModelCard.Family.ARCFACE,
                model.getFileName().toString(),
                sha256(model),
                beginning.card(),
                ModelCard.Resize.STRETCH,
                beginning.dimension(),
                0,
                0,
                0,
                List.of(),
                config.export().licence(),
                String.format(
                        Locale.ROOT,
                        "%s of %d values%s, %s head, trained by facestream on %s: %d people, %d pictures, colours as %s",
                        beginning.backbone(),
                        beginning.dimension(),
                        beginning.isTuned() ? " from " + beginning.origin() : "",
                        config.head().path("kind").asText(),
                        config.data().train().where(),
                        trained.people().size(),
                        trained.size(),
                        input.colour()),
                List.of(
                        "Verification: " + verification.summary() + ".",
                        "Nothing is known of people who look different from those it was trained on."),
                List.of(verification.scores().thresholds(RATES)),
                on);
    }

    private String id() {
        String wanted = config.export().id().orElse(folder.path().toAbsolutePath().getFileName().toString());
        String id = wanted.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return id.isEmpty() ? "model" : id.substring(0, Math.min(100, id.length()));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
