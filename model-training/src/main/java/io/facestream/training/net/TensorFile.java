package io.facestream.training.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Named tensors in a file, with what is said about them.
 *
 * <p>The file: eight bytes {@code FSWEIGHT}, the version and the length of the header as 32-bit integers, the header as JSON (what is said,
 * and name and shape of each tensor in order), the values as 32-bit floats, and the CRC-32 of all before it as a 32-bit integer; everything
 * little-endian.
 *
 * @param about what is said about the tensors; the key {@code tensors} is the file's own
 * @param tensors in the order of the file
 */
public record TensorFile(ObjectNode about, Map<String, Tensor> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] MAGIC = "FSWEIGHT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    /** Magic, version and length of the header, in bytes. */
    private static final int PREFIX = 16;
    /** The largest header that is read; that of the largest network has a tenth of it, class names can be many. */
    private static final int MAX_HEADER = 1 << 26;

    private static final int CHUNK = 1 << 16;
    private static final String TENSORS = "tensors";

    /** Values in row-major order. */
    public record Tensor(List<Integer> shape, float[] values) {
        public Tensor {
            shape = List.copyOf(shape);
            int size = shape.stream().reduce(1, Math::multiplyExact);
            if (size != values.length) {
                throw new IllegalArgumentException(
                        "values: " + values.length + " (expected: " + size + ", by shape " + shape + ")");
            }
        }
    }

    /** A header to be filled. */
    public static ObjectNode header() {
        return JSON.createObjectNode();
    }

    /** The values of one tensor.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensor: " + name + " (expected: one of " + tensors.size() + ", as "
                    + tensors.keySet().stream().findFirst().orElse("none") + ")");
        }
        return tensor;
    }

    /** Writes the file: whoever reads it meanwhile, or after a crash, sees the old one or the new one. */
    public void write(Path file) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                write(out);
                out.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void write(FileChannel out) throws IOException {
        ObjectNode header = about.deepCopy();
        ArrayNode list = header.putArray(TENSORS);
        tensors.forEach((name, tensor) -> {
            ArrayNode shape = list.addObject().put("name", name).putArray("shape");
            tensor.shape.forEach(shape::add);
        });
        byte[] json = JSON.writeValueAsBytes(header);
        ByteBuffer buffer = littleEndian(Math.max(PREFIX + json.length, CHUNK));
        buffer.put(MAGIC).putInt(VERSION).putInt(json.length).put(json);
        CRC32 crc = new CRC32();
        drain(buffer, crc, out);
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values) {
                if (buffer.remaining() < Float.BYTES) {
                    drain(buffer, crc, out);
                }
                buffer.putFloat(value);
            }
        }
        drain(buffer, crc, out);
        buffer.putInt((int) crc.getValue());
        drain(buffer, crc, out);
    }

    private static void drain(ByteBuffer buffer, CRC32 crc, FileChannel out) throws IOException {
        buffer.flip();
        crc.update(buffer);
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }

    /**
     * Reads a file and checks all of it.
     *
     * @throws TrainingException if it is none or is damaged
     */
    public static TensorFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TrainingException(file + ": not found (expected: a file of weights)");
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file, in);
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static TensorFile read(Path file, FileChannel in) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer prefix = fill(file, in, littleEndian(PREFIX), crc);
        byte[] magic = new byte[MAGIC.length];
        prefix.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new TrainingException(file + ": not a file of weights (expected: FSWEIGHT at its beginning)");
        }
        int version = prefix.getInt();
        if (version != VERSION) {
            throw new TrainingException(file + ": version " + version + " (expected: " + VERSION + ")");
        }
        int length = prefix.getInt();
        if (length < 0 || length > MAX_HEADER) {
            throw damaged(file, "a header of " + length + " bytes");
        }
        ObjectNode header =
                parse(file, fill(file, in, littleEndian(length), crc).array());
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        long expected = PREFIX + (long) length + Integer.BYTES;
        for (JsonNode tensor : header.path(TENSORS)) {
            List<Integer> shape = new ArrayList<>();
            tensor.path("shape").forEach(size -> shape.add(size.asInt()));
            shapes.put(tensor.path("name").asText(), shape);
            expected += size(shape) * Float.BYTES;
        }
        if (in.size() != expected) {
            throw damaged(file, in.size() + " bytes (expected: " + expected + ")");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, List<Integer>> entry : shapes.entrySet()) {
            tensors.put(
                    entry.getKey(), new Tensor(entry.getValue(), values(file, in, (int) size(entry.getValue()), crc)));
        }
        int sum = (int) crc.getValue();
        if (fill(file, in, littleEndian(Integer.BYTES), crc).getInt() != sum) {
            throw damaged(file, "its checksum differs");
        }
        header.remove(TENSORS);
        return new TensorFile(header, tensors);
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private static float[] values(Path file, FileChannel in, int size, CRC32 crc) throws IOException {
        float[] values = new float[size];
        ByteBuffer buffer = littleEndian(CHUNK);
        for (int from = 0; from < size; from += CHUNK / Float.BYTES) {
            int count = Math.min(size - from, CHUNK / Float.BYTES);
            buffer.clear().limit(count * Float.BYTES);
            fill(file, in, buffer, crc).asFloatBuffer().get(values, from, count);
        }
        return values;
    }

    private static ObjectNode parse(Path file, byte[] header) throws IOException {
        try {
            if (JSON.readTree(header) instanceof ObjectNode node) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw damaged(file, "its header is no JSON");
        }
        throw damaged(file, "its header is no JSON object");
    }

    /** Reads until the buffer is full, and turns it to be taken from. */
    private static ByteBuffer fill(Path file, FileChannel in, ByteBuffer buffer, CRC32 crc) throws IOException {
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw damaged(file, "it ends too early");
            }
        }
        buffer.flip();
        crc.update(buffer.duplicate());
        return buffer;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static TrainingException damaged(Path file, String how) {
        return new TrainingException(file + ": damaged: " + how);
    }
}
