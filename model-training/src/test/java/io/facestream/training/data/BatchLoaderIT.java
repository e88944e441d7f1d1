package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelCard.Colour;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads real sets as a training does. */
class BatchLoaderIT {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoaderIT.class);

    /** MobileFaceNet's step on two cores takes about this many pictures a second. */
    private static final double A_STEP_TAKES = 51;

    @ParameterizedTest
    @ValueSource(strings = {"lfw/aligned-112", "formats/train.rec", "att_faces"})
    void oneThreadReadsAndVariesMoreThanAStepTakes(String name) {
        Augmentation augmentation = new Augmentation(0.5, 128, 0.2, 0.4, 0.1, 0.1);
        InputForm form = new InputForm(Colour.RGB, 127.5f, 1 / 127.5f);
        try (PictureSet set = PictureSets.open(TestData.shared(name).toString())) {
            int[] all = IntStream.range(0, set.size()).toArray();
            int[] labels = Arrays.stream(all).map(set::label).toArray();
            double plain;
            try (BatchLoader loader = new BatchLoader(set, all, labels, 32, 1, Augmentation.NONE, form, 1, 0)) {
                take(loader, 10); // what is compiled on the way
                plain = take(loader, 60);
            }
            double varied;
            try (BatchLoader loader = new BatchLoader(set, all, labels, 32, 1, augmentation, form, 1, 0)) {
                take(loader, 10);
                varied = take(loader, 60);
                assertThat(loader.refused()).isEmpty();
            }
            LOG.info("{}: {} pictures/s, varied {}", name, Math.round(plain), Math.round(varied));
            assertThat(varied).isGreaterThan(2 * A_STEP_TAKES);
        }
    }

    /** Pictures a second. */
    private static double take(BatchLoader loader, int steps) {
        long begin = System.nanoTime();
        int pictures = 0;
        for (int i = 0; i < steps; i++) {
            Batch batch = loader.next();
            pictures += batch.size();
            loader.giveBack(batch);
        }
        return pictures / ((System.nanoTime() - begin) / 1e9);
    }
}
