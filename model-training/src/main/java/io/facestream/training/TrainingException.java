package io.facestream.training;

/** Something that whoever runs a training can mend: a setting, a file, a picture. The message is one line that says what and what was expected. */
public class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
