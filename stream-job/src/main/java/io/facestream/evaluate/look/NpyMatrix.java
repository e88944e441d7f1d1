package io.facestream.evaluate.look;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A matrix that NumPy saved: {@code .npy} of any version, float32 or float64, little-endian, two dimensions in C order. */
final class NpyMatrix {
    private static final Pattern HEADER = Pattern.compile(
            "'descr':\\s*'<f([48])'.*'fortran_order':\\s*False.*'shape':\\s*\\(\\s*(\\d{1,8}),\\s*(\\d{1,6}),?\\s*\\)");
    private static final int LONGEST_HEADER = 1 << 16;
    private static final String EXPECTED =
            " (expected: a .npy file of float32 or float64, little-endian, two dimensions in C order)";

    private NpyMatrix() {}

    static float[][] read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] magic = in.readNBytes(6);
            if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY")) {
                throw new UnfitInputException(file + ": no NumPy file" + EXPECTED);
            }
            int version = in.readUnsignedByte();
            in.readUnsignedByte();
            int length = version == 1
                    ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                    : Integer.reverseBytes(in.readInt());
            if (length < 0 || length > LONGEST_HEADER) {
                throw new UnfitInputException(file + ": damaged" + EXPECTED);
            }
            String header = new String(in.readNBytes(length), StandardCharsets.UTF_8).strip();
            Matcher found = HEADER.matcher(header);
            if (!found.find()) {
                throw new UnfitInputException(file + ": " + header + EXPECTED);
            }
            return rows(
                    in,
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3)));
        } catch (EOFException e) {
            throw new UnfitInputException(file + ": ends too early (expected: as many values as its header says)");
        }
    }

    private static float[][] rows(DataInputStream in, int width, int count, int columns) throws IOException {
        byte[] bytes = new byte[width * columns];
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var rows = new java.util.ArrayList<float[]>();
        for (int i = 0; i < count; i++) {
            in.readFully(bytes);
            float[] row = new float[columns];
            for (int j = 0; j < columns; j++) {
                row[j] = width == 4 ? values.getFloat(4 * j) : (float) values.getDouble(8 * j);
            }
            rows.add(row);
        }
        return rows.toArray(float[][]::new);
    }
}
