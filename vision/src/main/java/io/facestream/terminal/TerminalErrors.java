package io.facestream.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.Charset;

/**
 * Gives {@code System.err} back to the user.
 *
 * <p>The launcher sends the process's error stream to a log file, because native libraries and the JVM itself write there
 * (among it a warning at each start that the vector module is incubating), and hands the real one over as another descriptor, whose
 * number is in the system property {@code facestream.stderr}.
 */
public final class TerminalErrors {
    private TerminalErrors() {}

    /** To be called before anything has kept a reference to {@code System.err}. Does nothing without the launcher. */
    public static void restore() {
        Integer number = Integer.getInteger("facestream.stderr");
        if (number == null) {
            return;
        }
        try {
            // Opening /dev/fd/N instead would reopen a file at its beginning, and fails for a socket.
            Field field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true);
            FileDescriptor descriptor = new FileDescriptor();
            field.setInt(descriptor, number);
            System.setErr(new PrintStream(new FileOutputStream(descriptor), true, Charset.defaultCharset()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.err.println("facestream.stderr: " + number + " cannot be used: " + e);
        }
    }
}
