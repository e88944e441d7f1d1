package io.facestream.training.data;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a record of MXNet holds: labels and a picture's bytes (mxnet, {@code recordio.py}).
 *
 * @param labels one, or as many as the header's flag says
 * @param key number of the record
 * @param payload a picture file's bytes; none in records that are about others
 */
record ImageRecord(float[] labels, long key, byte[] payload) {
    /** Flag, label, two ids. */
    static final int HEADER = 24;

    private static final int MOST_LABELS = 1 << 16;

    static ImageRecord parse(byte[] record) throws EOFException {
        ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        if (record.length < HEADER) {
            throw new EOFException("a record of " + record.length + " bytes (expected: at least " + HEADER + ")");
        }
        int flag = bytes.getInt();
        float label = bytes.getFloat();
        long key = bytes.getLong();
        bytes.getLong();
        if (flag <= 0) {
            return new ImageRecord(new float[] {label}, key, Arrays.copyOfRange(record, HEADER, record.length));
        }
        if (flag > MOST_LABELS || bytes.remaining() < 4L * flag) {
            throw new EOFException("a record with " + flag + " labels in " + record.length + " bytes");
        }
        float[] labels = new float[flag];
        for (int i = 0; i < flag; i++) {
            labels[i] = bytes.getFloat();
        }
        return new ImageRecord(labels, key, Arrays.copyOfRange(record, bytes.position(), record.length));
    }

    byte[] bytes() {
        int flag = labels.length == 1 ? 0 : labels.length;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 4 * flag + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flag)
                .putFloat(flag == 0 ? labels[0] : 0)
                .putLong(key)
                .putLong(0);
        for (int i = 0; i < flag; i++) {
            bytes.putFloat(labels[i]);
        }
        return bytes.put(payload).array();
    }
}
