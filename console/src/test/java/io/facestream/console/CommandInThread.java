package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cli.Facestream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A command that goes on until it is interrupted, as it is at the terminal by Ctrl-C. */
final class CommandInThread implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("console: (http://127\\.0\\.0\\.1:\\d+/)#token=(\\S+)");
    private static final long PATIENCE_MILLIS = 60_000;

    private final StringWriter out = new StringWriter();
    private final Thread thread;

    CommandInThread(String... words) {
        CommandLine commandLine = printingTo(out);
        thread = new Thread(() -> commandLine.execute(words), words[0]);
        thread.setDaemon(true);
        thread.start();
    }

    private static CommandLine printingTo(StringWriter out) {
        CommandLine commandLine = Facestream.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(out, true));
        return commandLine;
    }

    /** Executes a command to its end. */
    static void done(String... words) {
        StringWriter out = new StringWriter();
        assertThat(printingTo(out).execute(words)).as(out.toString()).isZero();
    }

    /** Where the console serves, without the token. */
    String address() throws InterruptedException {
        return printed().group(1);
    }

    /** Asks it with its token. */
    ConsoleClient client() throws InterruptedException {
        return new ConsoleClient(address(), token());
    }

    String token() throws InterruptedException {
        return printed().group(2);
    }

    private Matcher printed() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            Matcher matcher = ADDRESS.matcher(out.toString());
            if (matcher.find()) {
                return matcher;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("no address of a console in: " + out);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive())
                .as("the command after its interrupt: " + out)
                .isFalse();
    }
}
