package io.facestream.training.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One file of scalars for TensorBoard, which joins all files of a folder: a run that goes on begins a new one and never touches the old.
 * Each value is in the file when {@link #scalar} returns, whole or, after a crash, not at all to a reader that checks sums. Safe for use by
 * several threads.
 *
 * <p>The file is TFRecord: length, its masked CRC-32C, an {@code Event} message, its masked CRC-32C, all little-endian.
 */
public final class EventFile implements AutoCloseable {
    /** Fields of tensorflow/core/util/event.proto and framework/summary.proto. */
    private static final int EVENT_WALL_TIME = 1;

    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final String VERSION = "brain.Event:2";
    private static final int CRC_MASK = 0xa282ead8;

    private final FileChannel file;

    private EventFile(FileChannel file) {
        this.file = file;
    }

    /**
     * Begins a file in a folder, beside those that are there.
     *
     * @param nowMillis time since 1970, which names it
     */
    public static EventFile create(Path folder, long nowMillis) throws IOException {
        Files.createDirectories(folder);
        for (int number = 0; ; number++) {
            String name =
                    String.format(Locale.ROOT, "events.out.tfevents.%010d.facestream.%d", nowMillis / 1000, number);
            if (Files.exists(folder.resolve(name))) {
                continue;
            }
            EventFile events = new EventFile(
                    FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            events.append(message(nowMillis, 0, event -> event.writeString(EVENT_FILE_VERSION, VERSION)));
            return events;
        }
    }

    /**
     * Writes one value.
     *
     * @param tag names the curve; a slash groups, as in {@code loss/train}
     * @param nowMillis time since 1970
     */
    public void scalar(String tag, long step, double value, long nowMillis) {
        byte[] scalar = bytes(out -> {
            out.writeString(VALUE_TAG, tag);
            out.writeFloat(VALUE_SIMPLE, (float) value);
        });
        byte[] summary = bytes(out -> out.writeByteArray(SUMMARY_VALUE, scalar));
        try {
            append(message(nowMillis, step, event -> event.writeByteArray(EVENT_SUMMARY, summary)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(long nowMillis, long step, Fields what) {
        return bytes(event -> {
            event.writeDouble(EVENT_WALL_TIME, nowMillis / 1000.0);
            if (step != 0) {
                event.writeInt64(EVENT_STEP, step);
            }
            what.write(event);
        });
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private synchronized void append(byte[] event) throws IOException {
        ByteBuffer frame = frame(event);
        while (frame.hasRemaining()) {
            file.write(frame);
        }
    }

    static ByteBuffer frame(byte[] data) {
        ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(data.length);
        frame.putInt(maskedSum(frame.array(), 0, Long.BYTES));
        frame.put(data);
        frame.putInt(maskedSum(data, 0, data.length));
        return frame.flip();
    }

    /** Turned and moved, since the sum of data that holds sums is weak. */
    private static int maskedSum(byte[] data, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(data, from, length);
        return Integer.rotateRight((int) sum.getValue(), 15) + CRC_MASK;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
