package io.facestream.training.run;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.training.net.Weights;
import io.facestream.training.verify.CentroidClassifier;
import io.facestream.training.verify.ReducedPictures;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How well the people who were learned from are told apart on other pictures of them, by the nearest mean vector. */
record Closed(Optional<Path> where, Training training, RunListener listener) {
    /** Side in pixels of faces as a camera far away shows them. */
    private static final int SMALL = 24;

    static Closed of(TrainingConfig config, Training training, RunListener listener) {
        return new Closed(config.validate().closed(), training, listener);
    }

    /** Tells the accuracy with the weights that a run began with and with its best ones. */
    void compare(Weights before, Weights after) {
        if (where.isEmpty()) {
            return;
        }
        try (PictureSet probes = PictureSets.open(where.get().toString())) {
            if (!probes.classes().equals(training.people().trained().people())) {
                throw new TrainingException("validate.closed: " + where.get() + ": "
                        + probes.classes().size() + " people (expected: the "
                        + training.people().trained().people().size() + " who are learned from)");
            }
            tell("nearest mean, before", before, probes);
            tell("nearest mean, best", after, probes);
        }
    }

    private void tell(String what, Weights weights, PictureSet probes) {
        training.trainer().net().set(weights);
        Selection trained = training.people().trained();
        CentroidClassifier classifier =
                CentroidClassifier.enrol(training.embedder(), trained.set(), trained.pictures());
        int[] all = IntStream.range(0, probes.size()).toArray();
        double whole = classifier.accuracy(probes, all).share();
        double small =
                classifier.accuracy(new ReducedPictures(probes, SMALL), all).share();
        listener.says(String.format(
                Locale.ROOT,
                "%s: %.2f %% of %d pictures, %.2f %% when reduced to %d px",
                what,
                100 * whole,
                probes.size(),
                100 * small,
                SMALL));
    }
}
