package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.LfwCrops;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rewrites change nothing: the published files and the rewritten ones give the same on real faces. */
class OnnxPatchIT {
    private final ModelPack pack = ModelStore.defaultPack();

    @Test
    void embeddingsStayTheSame() throws Exception {
        LocatedModel model = pack.embedding();
        byte[] published = Files.readAllBytes(model.file());
        try (OrtSession before = open(published);
                OrtSession expanded = open(OnnxPatch.rewrite(model, published, true));
                OrtSession freed = open(OnnxPatch.rewrite(model, published, false));
                OrtSession arithmetic = open(PReluAsArithmetic.rewrite(published))) {
            for (Path file : LfwCrops.first(40)) {
                FloatBuffer face = face(model.card(), file);
                float[] expected = unit(run(before, face, 1, 3, 112, 112).get(0));
                assertClose(unit(run(expanded, face, 1, 3, 112, 112).get(0)), expected, 1e-5f);
                assertClose(unit(run(freed, face, 1, 3, 112, 112).get(0)), expected, 0);
                assertClose(unit(run(arithmetic, face, 1, 3, 112, 112).get(0)), expected, 1e-5f);
            }
        }
    }

    @Test
    void aBatchGivesWhatItsFacesGiveAlone() throws Exception {
        LocatedModel model = pack.embedding();
        byte[] published = Files.readAllBytes(model.file());
        try (OrtSession session = open(OnnxPatch.rewrite(model, published, true))) {
            FloatBuffer batch = direct(5 * 3 * 112 * 112);
            List<float[]> alone = new ArrayList<>();
            for (Path file : LfwCrops.first(5)) {
                FloatBuffer face = face(model.card(), file);
                alone.add(run(session, face, 1, 3, 112, 112).get(0));
                batch.put(face.duplicate());
            }
            float[] together = run(session, batch.clear(), 5, 3, 112, 112).get(0);
            assertThat(together).hasSize(5 * 512);
            for (int i = 0; i < 5; i++) {
                assertClose(java.util.Arrays.copyOfRange(together, 512 * i, 512 * (i + 1)), alone.get(i), 1e-4f);
            }
        }
    }

    @Test
    void theCutDetectorScoresAsBeforeAndItsLocationsDecodeToTheSameBoxes() throws Exception {
        LocatedModel model = pack.detection();
        byte[] published = Files.readAllBytes(model.file());
        try (OrtSession before = open(published);
                OrtSession after = open(OnnxPatch.rewrite(model, published, true))) {
            FloatBuffer picture = noise(3 * 240 * 320);
            List<float[]> expected = run(before, picture, 1, 3, 240, 320);
            List<float[]> cut = run(after, picture, 1, 3, 240, 320);
            assertThat(cut).hasSize(2);
            assertClose(cut.get(0), expected.get(0), 1e-5f);
            // the last prior: 256 px, the last cell of the 5 x 4 grid of stride 64
            float[] location = java.util.Arrays.copyOfRange(cut.get(1), 4 * 4419, 4 * 4420);
            float centreX = 4.5f / 5 + location[0] * 0.1f * 256 / 320;
            float width = (float) (256.0 / 320 * Math.exp(location[2] * 0.2));
            assertThat(expected.get(1)[4 * 4419]).isCloseTo(centreX - width / 2, within(1e-4f));
            assertThat(expected.get(1)[4 * 4419 + 2]).isCloseTo(centreX + width / 2, within(1e-4f));
        }
    }

    @Test
    void theCutDetectorRunsAtAnySize() throws Exception {
        LocatedModel model = pack.detection();
        try (OrtSession session = open(OnnxPatch.rewrite(model, Files.readAllBytes(model.file()), true))) {
            List<float[]> outputs = run(session, noise(2 * 3 * 480 * 640), 2, 3, 480, 640);
            // 3 priors on 80 x 60, 2 on 40 x 30 and 20 x 15, 3 on 10 x 8; two pictures
            int anchors = 3 * 80 * 60 + 2 * 40 * 30 + 2 * 20 * 15 + 3 * 10 * 8;
            assertThat(outputs.get(0)).hasSize(2 * 2 * anchors);
            assertThat(outputs.get(1)).hasSize(2 * 4 * anchors);
        }
    }

    @Test
    void refusesToCutWhatIsNoRfbDetector() throws Exception {
        Path other = TestData.shared("models/yunet_n_dynamic.onnx");
        LocatedModel mislabelled = new LocatedModel(pack.detection().card(), other);
        byte[] bytes = Files.readAllBytes(other);

        assertThatThrownBy(() -> OnnxPatch.rewrite(mislabelled, bytes, true))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("family rfb, no output of shape [N, A, 2]");
    }

    private static OrtSession open(byte[] bytes) throws Exception {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(bytes, options);
        }
    }

    private static List<float[]> run(OrtSession session, FloatBuffer input, long... shape) throws Exception {
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            List<float[]> values = new ArrayList<>();
            result.forEach(entry ->
                    values.add(((OnnxTensor) entry.getValue()).getFloatBuffer().array()));
            return values;
        }
    }

    private static void assertClose(float[] actual, float[] expected, float most) {
        assertThat(actual).hasSameSizeAs(expected);
        float worst = 0;
        for (int i = 0; i < actual.length; i++) {
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(most);
    }

    private static float[] unit(float[] raw) {
        double squares = 0;
        for (float value : raw) {
            squares += (double) value * value;
        }
        float[] unit = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            unit[i] = (float) (raw[i] / Math.sqrt(squares));
        }
        return unit;
    }

    static FloatBuffer face(ModelCard card, Path file) {
        byte[] crop = LfwCrops.read(file);
        FloatBuffer buffer = direct(3 * 112 * 112);
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < 112 * 112; pixel++) {
                float value = crop[3 * pixel + channel] & 0xff;
                buffer.put((value - card.input().mean(channel)) * card.input().scale(channel));
            }
        }
        return buffer.clear();
    }

    static FloatBuffer noise(int count) {
        java.util.Random random = new java.util.Random(7);
        FloatBuffer buffer = direct(count);
        for (int i = 0; i < count; i++) {
            buffer.put(random.nextFloat() * 2 - 1);
        }
        return buffer.clear();
    }

    static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
