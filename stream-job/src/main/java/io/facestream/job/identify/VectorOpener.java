package io.facestream.job.identify;

import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Gives the vectors of templates, for the index only: a sealed one is opened with a key that is in no state. Used by the one thread that
 * makes indexes.
 */
interface VectorOpener extends AutoCloseable {
    /** For facebanks whose templates are in the clear. */
    VectorOpener CLEAR = new VectorOpener() {
        @Override
        public boolean hasKey(String personId, @Nullable BankPerson person) {
            return false;
        }

        @Override
        public float[] open(BankTemplate template, @Nullable BankPerson person, String modelId) {
            return template.unit();
        }
    };

    /** Whether sealed templates of this person can be opened. */
    boolean hasKey(String personId, @Nullable BankPerson person);

    /**
     * The vector of a template.
     *
     * @param person what is said of its person, if anything
     * @throws io.facestream.facebank.FacebankException if it does not open
     */
    float[] open(BankTemplate template, @Nullable BankPerson person, String modelId);

    /** Looks whether keys have come or gone; says whether any has. */
    default boolean refresh() {
        return false;
    }

    @Override
    default void close() {}

    /** Opens the opener where the index is made. */
    interface Factory extends Serializable {
        VectorOpener open();
    }
}
