package io.facestream.job.facebank;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.SealedTemplate;
import java.nio.file.Path;

/** Opens templates that were sealed with the facebank's key itself, because their people have none: those of a folder or a file. */
final class MasterVectors implements VectorOpener {
    private final MasterKey key;

    MasterVectors(MasterKey key) {
        this.key = key;
    }

    @Override
    public boolean hasKey(String personId) {
        return true;
    }

    @Override
    public float[] open(BankTemplate template, String modelId) {
        return new SealedTemplate(template.sealed()).open(key, template.templateId(), modelId);
    }

    /**
     * Reads the key where the index is made; without one, templates are in the clear.
     *
     * @param keyFile that holds the facebank's key; empty for the one of the environment, if there is one
     */
    record Factory(String keyFile) implements VectorOpener.Factory {
        private static final long serialVersionUID = 1L;

        @Override
        public VectorOpener open() {
            return MasterKey.find(keyFile.isEmpty() ? null : Path.of(keyFile))
                    .<VectorOpener>map(MasterVectors::new)
                    .orElse(VectorOpener.CLEAR);
        }
    }
}
