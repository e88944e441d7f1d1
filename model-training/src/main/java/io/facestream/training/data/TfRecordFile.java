package io.facestream.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Frames of a TFRecord file: length of 8 bytes, its checksum, the bytes, theirs; checksums are CRC-32C, turned and shifted. */
final class TfRecordFile {
    static final int PREFIX = 12;
    static final int SUFFIX = 4;

    private static final int MASK = 0xa282ead8;

    private final ReadableFile file;

    TfRecordFile(ReadableFile file) {
        this.file = file;
    }

    /** How many bytes the record that begins somewhere has.
     *
     * @throws IOException if none begins there, so that nothing behind it can be found either
     */
    int length(long offset) throws IOException {
        byte[] prefix = file.read(offset, PREFIX).array();
        ByteBuffer values = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
        long length = values.getLong();
        check(prefix, 8, values.getInt(), "length");
        if (length < 0
                || length > Integer.MAX_VALUE - PREFIX - SUFFIX
                || offset + PREFIX + length + SUFFIX > file.length()) {
            throw new IOException("a record of " + length + " bytes at byte " + offset + " of " + file.length());
        }
        return (int) length;
    }

    /** The bytes of a record.
     *
     * @throws IOException if they are not those that were written
     */
    byte[] read(long offset) throws IOException {
        int length = length(offset);
        byte[] record = file.read(offset + PREFIX, length).array();
        check(record, length, file.read(offset + PREFIX + length, SUFFIX).getInt(), "content");
        return record;
    }

    private static void check(byte[] bytes, int length, int expected, String what) throws IOException {
        int found = masked(bytes, length);
        if (found != expected) {
            throw new IOException("checksum of its " + what + ": " + Integer.toHexString(found) + " (expected: "
                    + Integer.toHexString(expected) + ", as the file says)");
        }
    }

    static byte[] framed(byte[] record) {
        ByteBuffer framed = ByteBuffer.allocate(PREFIX + record.length + SUFFIX).order(ByteOrder.LITTLE_ENDIAN);
        framed.putLong(record.length);
        framed.putInt(masked(framed.array(), 8));
        return framed.put(record).putInt(masked(record, record.length)).array();
    }

    /** The checksum as the format wants it, so that checksums of checksums stay sound. */
    static int masked(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        int crc = (int) sum.getValue();
        return (crc >>> 15 | crc << 17) + MASK;
    }
}
