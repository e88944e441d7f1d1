package io.facestream.ingest.grab;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The moment after which FFmpeg gives up a blocking call: it asks while it waits for a socket. Without it a camera that hangs
 * blocks {@code av_read_frame} for hours.
 */
final class Deadline implements AutoCloseable {
    // One callback for all grabbers: JavaCPP hands out ten function pointers a type at most. Which grabber asks, it
    // learns from
    // the opaque pointer: the address of that grabber's deadline.
    private static final Interrupt INTERRUPT = new Interrupt();

    private final LongPointer dueNanos = new LongPointer(1);
    private boolean interrupted;
    private boolean closed;

    Deadline() {
        dueNanos.put(System.nanoTime() + Duration.ofDays(1).toNanos());
    }

    void attachTo(AVFormatContext format) {
        format.interrupt_callback().callback(INTERRUPT);
        format.interrupt_callback().opaque(dueNanos);
    }

    /** Lets calls run for so long from now. */
    synchronized void in(Duration duration) {
        if (!interrupted) {
            dueNanos.put(System.nanoTime() + duration.toNanos());
        }
    }

    /** Ends the call under way and every later one; from any thread. */
    synchronized void interrupt() {
        interrupted = true;
        if (!closed) {
            dueNanos.put(System.nanoTime());
        }
    }

    synchronized boolean interrupted() {
        return interrupted;
    }

    synchronized boolean passed() {
        return interrupted || System.nanoTime() - dueNanos.get() >= 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        interrupted = true;
        dueNanos.close();
    }

    private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            return System.nanoTime() - new LongPointer(opaque).get() >= 0 ? 1 : 0;
        }
    }
}
