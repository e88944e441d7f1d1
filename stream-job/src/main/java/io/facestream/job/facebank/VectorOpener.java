package io.facestream.job.facebank;

import java.io.Serializable;

/**
 * Gives the vectors of templates, for the index only: a sealed one is opened with a key that is in no state. Used by the one thread that
 * makes indexes.
 */
public interface VectorOpener extends AutoCloseable {
    /** For facebanks whose templates are in the clear. */
    VectorOpener CLEAR = new VectorOpener() {
        @Override
        public boolean hasKey(String personId) {
            return false;
        }

        @Override
        public float[] open(BankTemplate template, String modelId) {
            return template.unit();
        }
    };

    /** Whether sealed templates of this person can be opened. */
    boolean hasKey(String personId);

    /**
     * The vector of a template.
     *
     * @throws io.facestream.facebank.FacebankException if it does not open
     */
    float[] open(BankTemplate template, String modelId);

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
