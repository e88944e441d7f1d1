package io.facestream.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.evaluate.PictureVector.Refusal;
import io.facestream.evaluate.PictureVectors.Reading;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureVectorsIT {
    private static final Path ORIGINALS = TestData.shared("lfw/raw-250-fold8");
    private static final Path ALIGNED = TestData.shared("lfw/aligned-112");

    @TempDir
    private Path folder;

    @Test
    void aPictureAndItsAlignedCropAreTheSameFaceOnEveryThread() throws Exception {
        List<String> names = names(20);

        PictureVectors originals = read(names, ORIGINALS, Reading.of(FaceChoice.CENTRAL));
        PictureVectors crops = read(names, ALIGNED, Reading.of(FaceChoice.ALIGNED));
        PictureVectors alone = read(names, ALIGNED, new Reading(FaceChoice.ALIGNED, false, 32, 1));

        for (int i = 0; i < names.size(); i++) {
            assertThat(originals.all().get(i).name()).isEqualTo(names.get(i));
            Embedding crop = crops.all().get(i).found().orElseThrow();
            assertThat(originals.all().get(i).found().orElseThrow().cosine(crop))
                    .isGreaterThan(0.95f);
            assertThat(alone.all().get(i).found().orElseThrow().cosine(crop)).isCloseTo(1, within(1e-4f));
        }
    }

    @Test
    void theMirrorImageIsHalfOfTheVector() throws Exception {
        PictureVectors plain = read(names(3), ALIGNED, Reading.of(FaceChoice.ALIGNED));
        PictureVectors flipped =
                read(names(3), ALIGNED, Reading.of(FaceChoice.ALIGNED).withFlip(true));

        for (int i = 0; i < 3; i++) {
            assertThat(flipped.all()
                            .get(i)
                            .found()
                            .orElseThrow()
                            .cosine(plain.all().get(i).found().orElseThrow()))
                    .isBetween(0.9f, 0.9999f);
        }
    }

    @Test
    void whatGivesNoVectorIsNamedWithItsReasonAndTheRestGoesOn() throws Exception {
        Files.writeString(folder.resolve("text.jpg"), "not a picture");
        try (Picture grey = Picture.allocate(200, 200)) {
            Files.write(folder.resolve("nobody.png"), Png.encode(grey));
        }
        String good = names(1).get(0);
        Files.createDirectories(folder.resolve(good).getParent());
        Files.copy(ORIGINALS.resolve(good), folder.resolve(good));
        AtomicInteger last = new AtomicInteger();

        List<PictureSource> sources = new ArrayList<>();
        for (String name : List.of("text.jpg", "nobody.png", "gone.jpg", good)) {
            sources.add(PictureSource.file(folder, name));
        }
        PictureVectors central = PictureVectors.read(
                sources, ModelStore.defaultPack(), Device.CPU, Reading.of(FaceChoice.CENTRAL), last::set);
        PictureVectors aligned = read(List.of(good), folder, Reading.of(FaceChoice.ALIGNED));

        assertThat(central.refusals()).isEqualTo(Map.of(Refusal.UNREADABLE, 1, Refusal.NO_FACE, 1, Refusal.MISSING, 1));
        assertThat(central.found()).singleElement().satisfies(face -> {
            assertThat(face.name()).isEqualTo(good);
            assertThat(face.quality()).isNotNull();
        });
        assertThat(last).hasValue(4);
        assertThat(aligned.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.WRONG_SIZE);
            assertThat(refused.detail()).contains("250 x 250 (expected: 112 x 112");
        });
    }

    private static PictureVectors read(List<String> names, Path folder, Reading reading) throws InterruptedException {
        List<PictureSource> sources =
                names.stream().map(name -> PictureSource.file(folder, name)).toList();
        return PictureVectors.read(sources, ModelStore.defaultPack(), Device.CPU, reading, done -> {});
    }

    private static List<String> names(int count) throws Exception {
        try (var people = Files.list(ORIGINALS)) {
            List<Path> first = people.sorted().limit(count).toList();
            List<String> names = new ArrayList<>();
            for (Path person : first) {
                names.add(person.getFileName() + "/" + person.getFileName() + "_0001.jpg");
            }
            return names;
        }
    }
}
