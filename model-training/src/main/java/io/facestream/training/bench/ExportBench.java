package io.facestream.training.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.Engines;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Cost;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.BatchNormUnfolding;
import io.facestream.training.onnx.ExportOptions;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import io.facestream.training.onnx.FacePictures;
import io.facestream.training.onnx.Noise;
import io.facestream.training.onnx.OnnxExport;
import io.facestream.training.onnx.OnnxParity;
import io.facestream.training.onnx.OrtModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much faster ONNX Runtime embeds with MobileFaceNet's PReLU written as depthwise convolutions than with ONNX's operator; and how far
 * exported models are from their networks.
 *
 * @param data folder of aligned faces to compare on; none leaves the comparison out
 * @param backbones to compare
 * @param pictures to compare on, and of a turn of the race
 * @param rounds turns of each model, of which the median counts
 */
public record ExportBench(Optional<Path> data, List<Backbone> backbones, int pictures, int rounds)
        implements Measurement {
    private static final double GOAL = 1.10;
    private static final int DIMENSION = 512;
    private static final int UNFOLDING = 32;

    /** Above it a comparison on 256 pictures takes minutes: multiply-adds of one picture. */
    private static final long LARGE = 8_000_000_000L;

    public ExportBench {
        backbones = List.copyOf(backbones);
        StepBench.atLeast("pictures", pictures, 2);
        StepBench.atLeast("rounds", rounds, 1);
    }

    /** All but the largest. */
    public static List<Backbone> usual() {
        return Arrays.stream(Backbone.values())
                .filter(backbone ->
                        Cost.of(backbone.layer(DIMENSION), Backbone.SIDE).multiplyAdds() < LARGE)
                .toList();
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public boolean measure(Consumer<String> terminal, ObjectNode figures) throws IOException {
        Engines.start(1);
        Path file = Files.createTempFile("export", ".onnx");
        try {
            boolean met = race(file, terminal, figures);
            return data.isPresent() ? met & compare(data.get(), file, terminal, figures) : met;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private boolean race(Path file, Consumer<String> terminal, ObjectNode figures) throws IOException {
        Backbone net = Backbone.MOBILE_FACE_NET;
        WeightsFile weights = new WeightsFile(net, DIMENSION, Weights.random(net.layer(DIMENSION), Task.SEED));
        float[] picture = Noise.pictures(1).get(0);
        String rewritten = PReluForm.REWRITTEN.toString();
        String published = PReluForm.PUBLISHED.toString();
        try (OrtModel one = open(weights, PReluForm.REWRITTEN, file);
                OrtModel other = open(weights, PReluForm.PUBLISHED, file)) {
            Map<String, Runnable> turns = new LinkedHashMap<>();
            turns.put(rewritten, () -> embed(one, picture));
            turns.put(published, () -> embed(other, picture));
            turns.values().forEach(Runnable::run);
            Turns done = Turns.of(turns, rounds);
            double gain = done.gain(rewritten, published, Spent::cpuSeconds);
            for (String name : turns.keySet()) {
                double millis = 1000 * done.cpuSeconds(name) / pictures;
                terminal.accept(String.format(
                        Locale.ROOT, "%s, PReLU %-9s, 1 thread, batch 1: %.2f CPU ms a picture", net, name, millis));
                figures.put(name + "CpuMillis", millis);
            }
            terminal.accept(String.format(
                    Locale.ROOT, "rewritten / published: %.2f times the pictures (wanted: %.2f)", gain, GOAL));
            figures.put("ratio", gain).put("goal", GOAL).put("rounds", rounds);
            return gain >= GOAL;
        }
    }

    private void embed(OrtModel model, float[] picture) {
        for (int i = 0; i < pictures; i++) {
            model.embed(picture);
        }
    }

    /** The model as its file, which ONNX Runtime has read when this returns. */
    private static OrtModel open(WeightsFile weights, PReluForm form, Path file) throws IOException {
        Files.write(
                file,
                OnnxExport.model(weights, ExportOptions.DEFAULT.withPrelu(form)).toByteArray());
        return OrtModel.open(file, 1);
    }

    private boolean compare(Path folder, Path file, Consumer<String> terminal, ObjectNode figures) throws IOException {
        List<float[]> faces = FacePictures.of(folder, pictures, ExportOptions.RGB);
        ObjectNode found = figures.putObject("parity");
        boolean met = true;
        for (Backbone backbone : backbones) {
            OnnxParity parity = parity(backbone, faces, file);
            terminal.accept(String.format(
                    Locale.ROOT,
                    "%-20s differs by %.1e of its largest value on %d faces, least cosine %.7f",
                    backbone,
                    parity.relative(),
                    parity.pictures(),
                    parity.leastCosine()));
            found.putObject(backbone.toString())
                    .put("relative", parity.relative())
                    .put("leastCosine", parity.leastCosine())
                    .put("pictures", parity.pictures());
            met &= parity.relative() <= OnnxParity.LIMIT;
        }
        return met;
    }

    private static OnnxParity parity(Backbone backbone, List<float[]> faces, Path file) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH)) {
            // Random weights have no statistics that an export could get wrong.
            List<float[]> some = faces.subList(0, Math.min(UNFOLDING, faces.size()));
            Weights weights = BatchNormUnfolding.unfold(
                    backbone.layer(DIMENSION),
                    Weights.random(backbone.layer(DIMENSION), Task.SEED),
                    manager,
                    some,
                    UNFOLDING);
            try (OrtModel model = open(new WeightsFile(backbone, DIMENSION, weights), PReluForm.REWRITTEN, file);
                    NetBlock block = new NetBlock(backbone.layer(DIMENSION), weights, manager)) {
                return OnnxParity.of(model, false, block, faces);
            }
        }
    }
}
