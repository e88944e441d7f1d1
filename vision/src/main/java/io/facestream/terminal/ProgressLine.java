package io.facestream.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One line at the bottom of the terminal that says how far something has come and how long it will take. Lines printed meanwhile push it
 * down. Where the output is no terminal, it shows now and then instead of all the time.
 */
public final class ProgressLine {
    private static final boolean TERMINAL = System.console() != null;
    private static final long QUIET_MILLIS = 10_000;
    private static final int BAR = 24;

    private static final Object LOCK = new Object();
    private static String shown = "";

    private final String label;
    private final long startNanos = System.nanoTime();
    private long lastQuiet = System.currentTimeMillis();

    public ProgressLine(String label) {
        this.label = label;
    }

    /** Shows the share that is done, 0..1, and something about it. */
    public void show(double share, String detail) {
        double done = Math.min(1, Math.max(0, share));
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String left = done < 0.02 ? "" : ", " + time((long) (seconds * (1 - done) / done)) + " left";
        int filled = (int) Math.round(done * BAR);
        String text = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%%s%s",
                label,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                100 * done,
                left,
                detail.isEmpty() ? "" : "  " + detail);
        draw(text);
    }

    /** Shows something whose end is not known. */
    public void show(String detail) {
        draw(label + "  " + detail);
    }

    private void draw(String text) {
        synchronized (LOCK) {
            if (TERMINAL) {
                System.err.print("\r\033[K" + text);
                System.err.flush();
                shown = text;
            } else if (System.currentTimeMillis() - lastQuiet >= QUIET_MILLIS) {
                lastQuiet = System.currentTimeMillis();
                System.err.println(text);
            }
        }
    }

    /** Takes the line away. */
    public void done() {
        synchronized (LOCK) {
            if (TERMINAL && !shown.isEmpty()) {
                System.err.print("\r\033[K");
                System.err.flush();
            }
            shown = "";
        }
    }

    /** Prints a line on standard output, above the progress line if there is one. */
    public static void println(String line) {
        synchronized (LOCK) {
            PrintStream out = System.out;
            if (TERMINAL && !shown.isEmpty()) {
                System.err.print("\r\033[K");
                System.err.flush();
            }
            out.println(line);
            out.flush();
            if (TERMINAL && !shown.isEmpty()) {
                System.err.print(shown);
                System.err.flush();
            }
        }
    }

    private static String time(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }
}
