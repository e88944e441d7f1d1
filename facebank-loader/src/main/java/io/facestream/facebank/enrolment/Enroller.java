package io.facestream.facebank.enrolment;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Makes facebanks of folders of pictures. */
public final class Enroller implements AutoCloseable {
    private final String modelId;

    Enroller(String modelId) {
        this.modelId = modelId;
    }

    /** SHA-256 of the embedding model. */
    public String modelId() {
        return modelId;
    }

    /** Enrols a folder without saying how far it has come. */
    public Enrolment enroll(Path folder) {
        return enroll(folder, progress -> {});
    }

    /** Enrols a folder; {@code progress} is called on this thread after each picture. */
    public Enrolment enroll(Path folder, Consumer<EnrolmentProgress> progress) {
        throw new UnsupportedOperationException("enrolment follows with the models' API");
    }

    @Override
    public void close() {}
}
