package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.terminal.ErrorLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.JobException;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {
    @Test
    void wrappersThatSayNothingOfTheirOwnAreSkipped() {
        Throwable cause = new IOException("rtsp://camera/: no answer within 10 s");

        assertThat(ErrorLines.unwrap(new ExecutionException(cause))).isSameAs(cause);
        assertThat(ErrorLines.unwrap(new UncheckedIOException((IOException) cause)))
                .isSameAs(cause);
        assertThat(ErrorLines.unwrap(new RuntimeException(cause))).isSameAs(cause);
        assertThat(ErrorLines.unwrap(new JobException("Recovery is suppressed", new RuntimeException(cause))))
                .isSameAs(cause);
    }

    @Test
    void anExceptionWithItsOwnWordsIsTold() {
        Throwable told =
                new IllegalStateException("camera door: cannot be opened", new IOException("Connection refused"));

        assertThat(ErrorLines.unwrap(told)).isSameAs(told);
    }

    @Test
    void fileExceptionsGetTheirVerb() {
        assertThat(ErrorLines.describe(new NoSuchFileException("people"))).isEqualTo("people: no such file or folder");
    }

    @Test
    void aDefectSaysThatItIsOne() {
        assertThat(ErrorLines.describe(new NullPointerException())).isEqualTo("unexpected NullPointerException");
        assertThat(ErrorLines.describe(new IndexOutOfBoundsException("5")))
                .isEqualTo("unexpected IndexOutOfBoundsException: 5");
    }
}
