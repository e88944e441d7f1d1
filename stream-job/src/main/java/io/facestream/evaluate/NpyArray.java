package io.facestream.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's file of one array of two dimensions in C order, little-endian: what {@code numpy.load} reads and {@code numpy.save} writes. It
 * writes float32 in format 1.0, and reads float32 and float64 in any. See numpy/lib/format.py.
 */
public final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION = 1;
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_ROW = 1 << 16;
    private static final Pattern DTYPE = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");
    private static final Pattern TWO = Pattern.compile("\\s*(\\d{1,9}),\\s*(\\d{1,9}),?\\s*");

    private NpyArray() {}

    /** Writes rows of one length. */
    public static void write(List<float[]> rows, int columns, OutputStream out) throws IOException {
        out.write(header(rows.size(), columns));
        ByteBuffer bytes = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            bytes.clear();
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
        }
    }

    /** Magic, length and a Python dictionary, padded with spaces so that the values begin at a multiple of 64. */
    public static byte[] header(int rows, int columns) {
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int plain = MAGIC.length + 4 + dictionary.length() + 1;
        int padding = (ALIGNMENT - plain % ALIGNMENT) % ALIGNMENT;
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(ISO_8859_1);
        return ByteBuffer.allocate(MAGIC.length + 4 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) VERSION)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** Reads all rows. */
    public static List<float[]> read(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(plain, 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException(file + ": no NumPy file (expected: a .npy file, such as encode writes)");
            }
            int version = in.readUnsignedByte();
            in.readUnsignedByte();
            int length = version == VERSION
                    ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                    : Integer.reverseBytes(in.readInt());
            if (length < 0 || length > LONGEST_HEADER) {
                throw new IOException(
                        file + ": a header of " + length + " bytes (expected: at most " + LONGEST_HEADER + ")");
            }
            String header = new String(in.readNBytes(length), ISO_8859_1);
            return rows(in, header, file);
        } catch (EOFException e) {
            throw new IOException(file + ": ends too early (expected: as many values as its header says)", e);
        }
    }

    private static List<float[]> rows(DataInputStream in, String header, Path file) throws IOException {
        String type = found(DTYPE, header);
        String order = found(ORDER, header);
        String shape = found(SHAPE, header);
        Matcher sizes = TWO.matcher(shape);
        boolean single = type.equals("<f4");
        if (!(single || type.equals("<f8")) || !order.equals("False") || !sizes.matches()) {
            throw new IOException(file + ": type " + type + ", Fortran order " + order + ", shape (" + shape
                    + ") (expected: <f4 or <f8, False and two sizes)");
        }
        int count = Integer.parseInt(sizes.group(1));
        int columns = Integer.parseInt(sizes.group(2));
        if (columns > LONGEST_ROW) {
            throw new IOException(file + ": " + columns + " values a row (expected: at most " + LONGEST_ROW + ")");
        }
        List<float[]> rows = new ArrayList<>();
        int width = single ? Float.BYTES : Double.BYTES;
        byte[] bytes = new byte[width * columns];
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            in.readFully(bytes);
            float[] row = new float[columns];
            for (int column = 0; column < columns; column++) {
                row[column] = single ? values.getFloat(width * column) : (float) values.getDouble(width * column);
            }
            rows.add(row);
        }
        if (in.read() >= 0) {
            throw new IOException(file + ": goes on after its " + count + " rows (expected: nothing)");
        }
        return rows;
    }

    private static String found(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }
}
