package io.facestream.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.model.Device;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceEmbedderIT {
    private final ModelPack pack = ModelStore.defaultPack();

    @Test
    void manyCropsAtOnceGiveWhatEachGivesAlone() {
        List<byte[]> crops = LfwCrops.first(7).stream().map(LfwCrops::read).toList();
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            List<Embedding> alone = new ArrayList<>();
            crops.forEach(crop -> alone.addAll(embedder.embed(List.of(crop))));

            assertThat(embedder.embed(crops)).isEqualTo(alone);
            assertThat(embedder.embed(List.of())).isEmpty();
            assertThat(embedder.dimension()).isEqualTo(512);
            assertThat(embedder.maxBatch()).isEqualTo(1);
            assertThat(embedder.provider()).isEqualTo("cpu");
        }
    }

    @Test
    void whatIsNoFaceHasALowNorm() {
        Random random = new Random(5);
        List<byte[]> crops = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] noise = new byte[CropFeed.VALUES];
            random.nextBytes(noise);
            crops.add(noise);
        }
        crops.add(new byte[CropFeed.VALUES]);
        List<byte[]> faces = LfwCrops.first(20).stream().map(LfwCrops::read).toList();
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            float gate = embedder.card().normGate();
            assertThat(embedder.embed(crops)).allMatch(embedding -> embedding.norm() < gate);
            assertThat(embedder.embed(faces)).allMatch(embedding -> embedding.norm() > gate);
        }
    }

    @Test
    void theColourOrderOfTheCardMatters(@TempDir Path folder) throws Exception {
        LocatedModel swapped = withCard(folder, "\"BGR\"", "\"RGB\"");
        byte[] face = LfwCrops.read(LfwCrops.first(1).get(0));
        byte[] mirroredColours = face.clone();
        for (int i = 0; i < face.length; i += 3) {
            mirroredColours[i] = face[i + 2];
            mirroredColours[i + 2] = face[i];
        }
        try (FaceEmbedder bgr = FaceEmbedder.open(pack, Device.CPU);
                FaceEmbedder rgb = FaceEmbedder.open(swapped, Device.CPU)) {
            assertThat(rgb.embed(List.of(mirroredColours))).isEqualTo(bgr.embed(List.of(face)));
            assertThat(rgb.embed(List.of(face))).isNotEqualTo(bgr.embed(List.of(face)));
        }
    }

    @Test
    void aCardOfAnotherDimensionIsRefused(@TempDir Path folder) throws Exception {
        LocatedModel other = withCard(folder, "\"dimension\" : 512", "\"dimension\" : 192");

        assertThatThrownBy(() -> FaceEmbedder.open(other, Device.CPU))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("fr_feature: dimension 512 (expected: 192, from its card)");
    }

    @Test
    void aCropOfAnotherSizeIsRefused() {
        try (FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU)) {
            assertThatThrownBy(() -> embedder.embed(List.of(new byte[112 * 112])))
                    .hasMessage("crop: 12544 bytes (expected: 37632)");
        }
    }

    private LocatedModel withCard(Path folder, String from, String to) throws Exception {
        Path card = folder.resolve("card.json");
        pack.embedding().card().write(card);
        String text = Files.readString(card);
        assertThat(text).contains(from);
        Files.writeString(card, text.replace(from, to));
        return new LocatedModel(ModelCard.read(card), pack.embedding().file());
    }
}
