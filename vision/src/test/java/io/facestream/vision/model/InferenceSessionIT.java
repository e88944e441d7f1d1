package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.LfwCrops;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceSessionIT {
    private final ModelPack pack = ModelStore.defaultPack();

    @Test
    void sessionsOfOneModelShareTheNativeOneUntilTheLastIsClosed() {
        int before = NativeSession.openSessions();
        InferenceSession first = InferenceSession.open(pack.landmarks().orElseThrow(), Device.CPU);
        InferenceSession second = InferenceSession.open(pack.landmarks().orElseThrow(), Device.CPU);
        assertThat(NativeSession.openSessions()).isEqualTo(before + 1);

        first.close();
        first.close();
        FloatBuffer input = OnnxPatchIT.noise(64 * 64);
        try (Outputs outputs = second.run(input, 1, 1, 64, 64)) {
            assertThat(outputs.shape(0)).containsExactly(1, 136);
        }
        assertThatThrownBy(() -> first.run(input, 1, 1, 64, 64)).hasMessage("session of fr_landmark: closed");
        second.close();
        assertThat(NativeSession.openSessions()).isEqualTo(before);
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() throws Exception {
        List<Path> files = LfwCrops.first(12);
        try (InferenceSession session = InferenceSession.open(pack.embedding(), Device.CPU)) {
            List<float[]> expected = new ArrayList<>();
            for (Path file : files) {
                expected.add(values(session, OnnxPatchIT.face(pack.embedding().card(), file)));
            }
            assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    int which = i % files.size();
                    answers.add(threads.submit(() -> Arrays.equals(
                            values(session, OnnxPatchIT.face(pack.embedding().card(), files.get(which))),
                            expected.get(which))));
                }
                for (Future<Boolean> answer : answers) {
                    assertThat(answer.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static float[] values(InferenceSession session, FloatBuffer face) {
        try (Outputs outputs = session.run(face, 1, 3, 112, 112)) {
            float[] values = new float[512];
            outputs.values(0).get(values);
            return values;
        }
    }

    @Test
    void saysWhatAnInputMustBe() {
        try (InferenceSession session = InferenceSession.open(pack.embedding(), Device.CPU)) {
            assertThat(session.inputShape()).containsExactly(-1, 3, 112, 112);
            assertThat(session.provider()).isEqualTo("cpu");
            FloatBuffer face = OnnxPatchIT.noise(3 * 112 * 112);
            assertThatThrownBy(() -> session.run(face, 1, 3, 112, 96))
                    .hasMessage("input of fr_feature: [1, 3, 112, 96] (expected: [-1, 3, 112, 112], -1 is free)");
            assertThatThrownBy(() -> session.run(face, 2, 3, 112, 112)).hasMessageContaining("at least 75264 values");
            assertThatThrownBy(() -> session.run(FloatBuffer.allocate(3 * 112 * 112), 1, 3, 112, 112))
                    .hasMessageContaining("(expected: direct, native order");
        }
    }

    @Test
    void aFileThatChangedSinceThePackWasLoadedIsRefused(@TempDir Path folder) throws Exception {
        LocatedModel model = pack.landmarks().orElseThrow();
        byte[] bytes = Files.readAllBytes(model.file());
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(folder.resolve("fr_landmark.onnx"), bytes);

        LocatedModel other = new LocatedModel(model.card(), changed);
        assertThatThrownBy(() -> InferenceSession.open(other, Device.CPU))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("(expected: " + model.card().sha256() + ", from its card)");
    }

    @Test
    void cudaThatCannotBeHadIsAnErrorAndAutoFallsBack() {
        Assumptions.assumeFalse(
                OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
                "this build of ONNX Runtime has CUDA");
        Device cuda = Device.parse("cuda:0");
        assertThatThrownBy(() -> InferenceSession.open(pack.embedding(), cuda))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageStartingWith("--device: cuda:0 (expected: a CUDA device; this build of ONNX Runtime ")
                .hasMessageContaining("has only cpu")
                .hasMessageNotContaining("\n");
        try (InferenceSession session = InferenceSession.open(pack.embedding(), Device.AUTO)) {
            assertThat(session.provider()).isEqualTo("cpu");
        }
    }

    @Test
    void theDetectorsThatUsersBringRun() {
        for (String name : List.of("yunet_n_dynamic", "scrfd_500m_kps", "scrfd_2.5g_named_outputs")) {
            Path file = TestData.shared("models/" + name + ".onnx");
            ModelCard card = CardGuess.of(file, "the test data");
            try (InferenceSession session = InferenceSession.open(new LocatedModel(card, file), Device.CPU);
                    Outputs outputs = session.run(OnnxPatchIT.noise(3 * 640 * 640), 1, 3, 640, 640)) {
                long points = 0;
                for (int i = 0; i < outputs.count(); i++) {
                    long[] shape = outputs.shape(i);
                    points += shape[shape.length - 1] == 10 ? shape[shape.length - 2] : 0;
                }
                // YuNet has one anchor a cell of 80 x 80, 40 x 40 and 20 x 20, SCRFD two
                assertThat(points).as(name).isEqualTo(name.startsWith("yunet") ? 8_400 : 16_800);
            }
        }
    }
}
