package io.facestream.evaluate.pictures;

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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's file of one array, format 1.0, of float32, little-endian, two dimensions in C order: what {@code numpy.load} reads and
 * {@code numpy.save} writes. See numpy/lib/format.py.
 */
final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_ROW = 1 << 16;
    private static final Pattern DTYPE = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");
    private static final Pattern TWO = Pattern.compile("\\s*(\\d{1,9}),\\s*(\\d{1,9}),?\\s*");

    private NpyArray() {}

    /** Writes rows of one length. */
    static void write(List<float[]> rows, int columns, OutputStream out) throws IOException {
        out.write(header(rows.size(), columns));
        ByteBuffer bytes = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            bytes.clear();
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
        }
    }

    /** Magic, length and a Python dictionary, padded with spaces so that the values begin at a multiple of 64. */
    static byte[] header(int rows, int columns) {
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int plain = MAGIC.length + 2 + dictionary.length() + 1;
        int padding = (ALIGNMENT - plain % ALIGNMENT) % ALIGNMENT;
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(ISO_8859_1);
        return ByteBuffer.allocate(MAGIC.length + 2 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** Reads all rows. */
    static List<float[]> read(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(plain, 1 << 16))) {
            byte[] start = in.readNBytes(MAGIC.length);
            if (!java.util.Arrays.equals(start, MAGIC)) {
                throw new IOException(file + ": no .npy file of format 1.0 (expected: one that encode wrote)");
            }
            int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
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
        if (!type.equals("<f4") || !order.equals("False") || !sizes.matches()) {
            throw new IOException(file + ": type " + type + ", Fortran order " + order + ", shape (" + shape
                    + ") (expected: <f4, False and two sizes)");
        }
        int count = Integer.parseInt(sizes.group(1));
        int columns = Integer.parseInt(sizes.group(2));
        if (columns > LONGEST_ROW) {
            throw new IOException(file + ": " + columns + " values a row (expected: at most " + LONGEST_ROW + ")");
        }
        List<float[]> rows = new ArrayList<>();
        byte[] bytes = new byte[4 * columns];
        for (int i = 0; i < count; i++) {
            in.readFully(bytes);
            float[] row = new float[columns];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(row);
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
