package io.facestream.job.facebank;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.topic.PersonKeys;
import io.facestream.job.kafka.KafkaAddress;
import java.nio.file.Path;

/** Opens templates with the keys of their people, which are read from the topic of keys in each JVM. */
final class TopicVectors implements VectorOpener {
    private final PersonKeys keys;

    TopicVectors(PersonKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean hasKey(String personId) {
        return keys.of(personId).isPresent();
    }

    @Override
    public float[] open(BankTemplate template, String modelId) {
        PersonKey key = keys.of(template.personId())
                .orElseThrow(() -> new FacebankException("template " + template.templateId() + ": the key of "
                        + template.personId() + " is gone (expected: a key that is not destroyed)"));
        return new SealedTemplate(template.sealed()).open(key, template.templateId(), modelId);
    }

    @Override
    public boolean refresh() {
        return keys.refresh();
    }

    @Override
    public void close() {
        keys.close();
    }

    /**
     * Opens the keys where the index is made.
     *
     * @param keyFile that holds the facebank's key; empty for the one of the environment
     */
    record Factory(KafkaAddress address, String keyFile) implements VectorOpener.Factory {
        private static final long serialVersionUID = 1L;

        @Override
        public VectorOpener open() {
            MasterKey master = MasterKey.require(keyFile.isEmpty() ? null : Path.of(keyFile));
            return new TopicVectors(PersonKeys.open(address.topic(), address.client(), master));
        }
    }
}
