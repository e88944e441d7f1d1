package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import io.facestream.vision.model.ModelCard.Colour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLoaderTest {
    private static final InputForm AS_IS = new InputForm(Colour.BGR, 0, 1);
    private static final Augmentation ALL = new Augmentation(0.5, 10, 0.2, 0.4, 0.2, 0.3);
    private static final MadePictures SET = new MadePictures(23, 5, 8, Set.of());

    @Test
    void anEpochTakesNoPictureTwiceAndTheNextEpochAnotherOrder() {
        try (BatchLoader loader = loader(SET, 4, 7, Augmentation.NONE, 1, 0)) {
            assertThat(loader.stepsAnEpoch()).isEqualTo(5);
            List<Integer> first = pictures(take(loader, 5));
            List<Integer> second = pictures(take(loader, 5));
            assertThat(first).doesNotHaveDuplicates().hasSize(20);
            assertThat(second).doesNotHaveDuplicates().isNotEqualTo(first);
        }
    }

    @Test
    void overManyEpochsEveryPictureIsTaken() {
        try (BatchLoader loader = loader(SET, 4, 7, Augmentation.NONE, 2, 0)) {
            assertThat(new HashSet<>(pictures(take(loader, 50)))).hasSize(23);
        }
    }

    @Test
    void aBatchHasPixelsLabelsAndPlacesOfItsPictures() {
        int[] chosen = {3, 11, 19};
        int[] classes = {1, 0, 1};
        InputForm rgb = new InputForm(Colour.RGB, 127.5f, 2);
        try (BatchLoader loader = new BatchLoader(SET, chosen, classes, 3, 1, Augmentation.NONE, rgb, 1, 0)) {
            Batch batch = loader.next();
            assertThat(batch.pictures()).containsExactlyInAnyOrder(chosen);
            for (int i = 0; i < 3; i++) {
                int picture = batch.pictures()[i];
                assertThat(batch.labels()[i]).isEqualTo(picture == 11 ? 0 : 1);
                // plane 0 is red, which is byte 2 of pixel 5: (picture + 3 * 5 + 2 - 127.5) * 2
                assertThat(batch.pixels()[i * 192 + 5]).isEqualTo((picture + 17 - 127.5f) * 2);
                assertThat(batch.pixels()[i * 192 + 2 * 64 + 5]).isEqualTo((picture + 15 - 127.5f) * 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void threadsChangeNothing(int threads) {
        List<String> alone = content(SET, 1, 0, 17);
        assertThat(content(SET, threads, 0, 17)).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 13})
    void aLoaderThatBeginsLaterGivesWhatAnUnbrokenOneGives(int from) {
        MadePictures damaged = new MadePictures(23, 5, 8, Set.of(2, 9, 20));
        assertThat(content(damaged, 2, from, 17 - from))
                .isEqualTo(content(damaged, 2, 0, 17).subList(from, 17));
    }

    @Test
    void anotherSeedGivesAnotherOrderAndOtherVariations() {
        try (BatchLoader one = loader(SET, 23, 1, ALL, 1, 0);
                BatchLoader other = loader(SET, 23, 2, ALL, 1, 0)) {
            assertThat(one.next().pictures()).isNotEqualTo(other.next().pictures());
        }
    }

    @Test
    void anUnreadablePictureIsReplacedAndChangesNoOtherPlace() {
        MadePictures damaged = new MadePictures(23, 5, 8, Set.of(9));
        try (BatchLoader whole = loader(SET, 4, 7, ALL, 1, 0);
                BatchLoader holed = loader(damaged, 4, 7, ALL, 2, 0)) {
            int replaced = 0;
            for (int step = 0; step < 15; step++) {
                Batch expected = whole.next();
                Batch batch = holed.next();
                assertThat(batch.size()).isEqualTo(4);
                for (int i = 0; i < 4; i++) {
                    if (expected.pictures()[i] == 9) {
                        replaced++;
                        assertThat(batch.pictures()[i]).isNotEqualTo(9);
                        assertThat(batch.labels()[i]).isEqualTo(batch.pictures()[i] % 5);
                    } else {
                        assertThat(pixels(batch, i)).isEqualTo(pixels(expected, i));
                    }
                }
            }
            assertThat(replaced).isPositive();
            assertThat(holed.refused()).containsExactly("picture9: painted over (expected: a picture)");
        }
    }

    @Test
    void whereNothingIsReadableTheFirstReasonIsTold() {
        MadePictures none = new MadePictures(3, 1, 8, Set.of(0, 1, 2));
        try (BatchLoader loader = loader(none, 2, 7, Augmentation.NONE, 1, 0)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(TrainingException.class)
                    .hasMessage(
                            "none of 3 pictures is readable; the first: picture0: painted over (expected: a picture)");
        }
    }

    @Test
    void fewerPicturesThanABatchAreTheBatch() {
        try (BatchLoader loader = loader(SET, 64, 7, Augmentation.NONE, 1, 0)) {
            assertThat(loader.stepsAnEpoch()).isEqualTo(1);
            assertThat(loader.next().size()).isEqualTo(23);
            assertThat(loader.next().epoch()).isEqualTo(1);
        }
    }

    @Test
    void aBatchThatIsGivenBackIsWrittenOver() {
        try (BatchLoader loader = loader(SET, 4, 7, ALL, 1, 0)) {
            Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 100; i++) {
                Batch batch = loader.next();
                arrays.add(batch.pixels());
                loader.giveBack(batch);
            }
            // three ahead, one in hand, and one that a worker may have made before the first came back
            assertThat(arrays.size()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void settingsThatCannotBeAreRefusedWithTheirValue() {
        assertThatThrownBy(() -> loader(SET, 0, 7, Augmentation.NONE, 1, 0))
                .hasMessage("batch: 0 (expected: at least 1)");
        assertThatThrownBy(() -> loader(SET, 4, 7, new Augmentation(0, 7, 0, 0, 0, 0), 1, 0))
                .hasMessage("crop-from: 7 (expected: 0, or at least 8, the pictures' side)");
        assertThatThrownBy(() -> new BatchLoader(SET, new int[0], new int[0], 4, 1, Augmentation.NONE, AS_IS, 1, 0))
                .hasMessage("pictures: 0 (expected: at least 1)");
    }

    private static BatchLoader loader(
            MadePictures set, int batch, long seed, Augmentation augmentation, int threads, long fromStep) {
        return new BatchLoader(set, set.all(), set.labels(), batch, seed, augmentation, AS_IS, threads, fromStep);
    }

    private static List<Batch> take(BatchLoader loader, int steps) {
        return IntStream.range(0, steps).mapToObj(i -> loader.next()).toList();
    }

    private static List<Integer> pictures(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> Arrays.stream(batch.pictures()).boxed())
                .toList();
    }

    /** All that is in the batches, batch by batch. */
    private static List<String> content(MadePictures set, int threads, long fromStep, int steps) {
        List<String> content = new ArrayList<>();
        try (BatchLoader loader = loader(set, 4, 7, ALL, threads, fromStep)) {
            for (int i = 0; i < steps; i++) {
                Batch batch = loader.next();
                content.add(batch.step() + " " + batch.epoch() + " " + Arrays.toString(batch.labels()) + " "
                        + Arrays.toString(batch.pictures()) + " " + Arrays.hashCode(batch.pixels()));
                loader.giveBack(batch);
            }
        }
        return content;
    }

    private static float[] pixels(Batch batch, int i) {
        return Arrays.copyOfRange(batch.pixels(), i * 192, (i + 1) * 192);
    }
}
