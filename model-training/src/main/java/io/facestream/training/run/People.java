package io.facestream.training.run;

import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.training.generate.GeneratedFaces;
import io.facestream.training.verify.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is learned from, and on whom the model is tried: nobody is both.
 *
 * @param sets what is to be closed
 */
record People(Selection trained, HeldOut heldOut, List<PictureSet> sets) implements AutoCloseable {
    /** Whoever is drawn from the same seed for something else is somebody else. */
    private static final long SPLIT = 0x5eed_0001L;

    private static final int GENERATED_PEOPLE = 200;
    private static final int GENERATED_PICTURES = 24;

    static People of(TrainingConfig config, RunListener listener) {
        List<PictureSet> sets = new ArrayList<>();
        Selection.Chosen chosen = Selection.of(
                open(config.data().train().where(), config.seed(), sets),
                config.data().train(),
                config.data().maxPeople());
        chosen.leftOut().forEach(line -> listener.says("left out: " + line));
        Selection trained = chosen.selection();
        TrainingConfig.Validation validate = config.validate();
        Selection heldOut;
        if (validate.set().isPresent()) {
            heldOut = Selection.of(
                            open(validate.set().get().where(), config.seed(), sets),
                            validate.set().get(),
                            0)
                    .selection();
            requireOthers(trained, heldOut);
        } else {
            Selection[] parts = trained.split(validate.share(), config.seed() ^ SPLIT);
            heldOut = parts[0];
            trained = parts[1];
        }
        heldOut = heldOut.limited(validate.maxPeople(), validate.maxPictures(), config.seed() ^ SPLIT);
        if (trained.people().size() < 2) {
            throw new TrainingException("data.train: " + config.data().train().where() + ": "
                    + trained.people().size() + " people with at least "
                    + config.data().train().minPictures() + " pictures (expected: 2 or more)");
        }
        listener.says(trained.people().size() + " people with " + trained.size() + " pictures to learn from, "
                + heldOut.people().size() + " others with " + heldOut.size() + " to be verified");
        return new People(trained, HeldOut.allPairs(heldOut.set(), heldOut.pictures()), sets);
    }

    private static PictureSet open(String where, long seed, List<PictureSet> sets) {
        PictureSet set = where.equals(TrainingConfig.Data.GENERATED)
                ? new GeneratedFaces(0, GENERATED_PEOPLE, GENERATED_PICTURES, seed)
                : PictureSets.open(where);
        sets.add(set);
        return set;
    }

    private static void requireOthers(Selection trained, Selection heldOut) {
        Optional<String> both =
                heldOut.people().stream().filter(trained.people()::contains).findFirst();
        if (both.isPresent()) {
            throw new TrainingException("validate.set: " + both.get()
                    + " is also learned from (expected: other people; validate.only and validate.except choose them)");
        }
    }

    @Override
    public void close() {
        sets.forEach(PictureSet::close);
    }
}
