package io.facestream.training.data;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records as MXNet keeps them (dmlc-core, {@code recordio.h}). A record is one or more parts, each: magic number, length in the
 * lower 29 bits of a word whose upper three say which part it is, and that many bytes, padded to a multiple of four. Where the bytes hold
 * the magic number at a multiple of four, the record is divided there and the number left out.
 */
final class RecordFile {
    static final int MAGIC = 0xced7230a;
    static final int WHOLE = 0;
    static final int FIRST = 1;
    static final int MIDDLE = 2;
    static final int LAST = 3;

    private static final int LENGTH_BITS = 29;
    private static final int LONGEST = (1 << LENGTH_BITS) - 1;
    private static final int PREFIX = 8;
    /** Bytes looked at in one go for the next record. */
    private static final int SEARCHED = 1 << 16;

    private final ReadableFile file;

    RecordFile(ReadableFile file) {
        this.file = file;
    }

    private record Part(int kind, long begin, int length) {
        long next() {
            return begin + (length + 3L) / 4 * 4;
        }
    }

    /** Where records begin, and where the file is damaged. */
    record Scan(List<Long> offsets, List<String> problems) {}

    /** Finds all records from the file's begin to its end; what is damaged is passed over to the next record that is whole. */
    Scan scan() throws IOException {
        List<Long> offsets = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long at = 0;
        while (at < file.length()) {
            try {
                long next = end(at);
                offsets.add(at);
                at = next;
            } catch (EOFException | DamagedException e) {
                long next = search(at + 4);
                problems.add(file.path() + ": bytes " + at + " to " + next + " are no record");
                at = next;
            }
        }
        return new Scan(offsets, problems);
    }

    /** Where the record that begins somewhere ends. */
    private long end(long begin) throws IOException {
        Part part = part(begin);
        if (part.kind() != WHOLE && part.kind() != FIRST) {
            throw new DamagedException("part " + part.kind() + " at byte " + begin);
        }
        while (part.kind() == FIRST || part.kind() == MIDDLE) {
            part = part(part.next());
        }
        if (part.begin() + part.length() > file.length()) {
            throw new EOFException();
        }
        return Math.min(file.length(), part.next());
    }

    /** The next place at which a record begins that is followed by another one, or by the end. */
    private long search(long from) throws IOException {
        for (long at = from; at + PREFIX <= file.length(); ) {
            ByteBuffer bytes = file.read(at, (int) Math.min(SEARCHED, (file.length() - at) / 4 * 4));
            for (int i = 0; i + 4 <= bytes.limit(); i += 4) {
                if (bytes.getInt(i) == MAGIC && isRecord(at + i)) {
                    return at + i;
                }
            }
            at += bytes.limit();
        }
        return file.length();
    }

    private boolean isRecord(long at) throws IOException {
        try {
            long next = end(at);
            return next >= file.length() || part(next).kind() <= FIRST;
        } catch (EOFException | DamagedException e) {
            return false;
        }
    }

    private Part part(long at) throws IOException {
        ByteBuffer prefix = file.read(at, PREFIX);
        int magic = prefix.getInt();
        if (magic != MAGIC) {
            throw new DamagedException("0x" + Integer.toHexString(magic) + " at byte " + at + " (expected: 0x"
                    + Integer.toHexString(MAGIC) + ")");
        }
        int word = prefix.getInt();
        return new Part(word >>> LENGTH_BITS, at + PREFIX, word & LONGEST);
    }

    /**
     * The record that begins somewhere.
     *
     * @throws DamagedException if none begins there
     */
    byte[] read(long offset) throws IOException {
        return begin(offset, Integer.MAX_VALUE);
    }

    /** At least so many bytes of a record's begin, or all if it has fewer. */
    byte[] begin(long offset, int bytes) throws IOException {
        Part part = part(offset);
        if (part.kind() == WHOLE) {
            return file.read(part.begin(), Math.min(bytes, part.length())).array();
        }
        if (part.kind() != FIRST) {
            throw new DamagedException("part " + part.kind() + " of a record at byte " + offset);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(file.read(part.begin(), part.length()).array());
        while (part.kind() != LAST && whole.size() < bytes) {
            part = part(part.next());
            if (part.kind() != MIDDLE && part.kind() != LAST) {
                throw new DamagedException("part " + part.kind() + " inside the record of byte " + offset);
            }
            whole.writeBytes(word(MAGIC));
            whole.writeBytes(file.read(part.begin(), part.length()).array());
        }
        return whole.toByteArray();
    }

    /** A record's bytes as the file has them. */
    static byte[] framed(byte[] record) {
        if (record.length > LONGEST) {
            throw new IllegalArgumentException("record: " + record.length + " bytes (expected: below 512 MiB)");
        }
        ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream framed = new ByteArrayOutputStream(record.length + 3 * PREFIX);
        int begin = 0;
        for (int at = 0; at + 4 <= record.length; at += 4) {
            if (bytes.getInt(at) == MAGIC) {
                put(framed, framed.size() == 0 ? FIRST : MIDDLE, record, begin, at);
                begin = at + 4;
            }
        }
        put(framed, framed.size() == 0 ? WHOLE : LAST, record, begin, record.length);
        return framed.toByteArray();
    }

    private static void put(ByteArrayOutputStream framed, int kind, byte[] record, int begin, int end) {
        framed.writeBytes(word(MAGIC));
        framed.writeBytes(word(kind << LENGTH_BITS | end - begin));
        framed.write(record, begin, end - begin);
        framed.writeBytes(new byte[(4 - (end - begin) % 4) % 4]);
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Bytes that are no record. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
