package io.facestream.training.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A network's values as a file says them, with the name of the network that they belong to.
 *
 * <p>The file: eight bytes {@code FSWEIGHT}, the version and the length of the header as 32-bit integers, the header as JSON (backbone,
 * dimension, and name and shape of each tensor in order), the values as 32-bit floats, and the CRC-32 of all before it as a 32-bit integer;
 * everything little-endian.
 *
 * @param backbone name of the network, as {@link Backbone#named} takes it
 * @param dimension length of the embeddings
 */
public record WeightsFile(Backbone backbone, int dimension, Weights weights) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] MAGIC = "FSWEIGHT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    /** Magic, version and length of the header, in bytes. */
    private static final int PREFIX = 16;
    /** The largest header that is read; that of the largest network has a tenth of it. */
    private static final int MAX_HEADER = 1 << 20;

    private static final int MAX_DIMENSION = 65_536;
    private static final int CHUNK = 1 << 16;

    public WeightsFile {
        for (TensorSpec spec : TensorSpec.of(backbone.layer(dimension))) {
            int size = weights.get(spec.name()).length;
            if (size != spec.size()) {
                throw new IllegalArgumentException(
                        spec.name() + ": " + size + " values (expected: " + spec.size() + ")");
            }
        }
    }

    /** The network that the values belong to. */
    public Layer layer() {
        return backbone.layer(dimension);
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
        List<TensorSpec> specs = TensorSpec.of(layer());
        byte[] header = JSON.writeValueAsBytes(header(specs));
        ByteBuffer buffer = littleEndian(Math.max(PREFIX + header.length, CHUNK));
        buffer.put(MAGIC).putInt(VERSION).putInt(header.length).put(header);
        CRC32 crc = new CRC32();
        drain(buffer, crc, out);
        for (TensorSpec spec : specs) {
            for (float value : weights.get(spec.name())) {
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

    private ObjectNode header(List<TensorSpec> specs) {
        ObjectNode header = JSON.createObjectNode();
        header.put("backbone", backbone.toString());
        header.put("dimension", dimension);
        for (TensorSpec spec : specs) {
            ObjectNode tensor = header.withArray("tensors").addObject();
            tensor.put("name", spec.name());
            spec.shape().forEach(tensor.withArray("shape")::add);
        }
        return header;
    }

    /**
     * Reads a file and checks all of it.
     *
     * @throws TrainingException if it is none, is damaged, or its tensors are not those of the network that it names
     */
    public static WeightsFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TrainingException(file + ": not found (expected: a file of weights)");
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file, in);
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static WeightsFile read(Path file, FileChannel in) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer prefix = fill(file, in, littleEndian(PREFIX), crc);
        byte[] magic = new byte[MAGIC.length];
        prefix.get(magic);
        if (!java.util.Arrays.equals(magic, MAGIC)) {
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
        JsonNode header = parse(file, fill(file, in, littleEndian(length), crc).array());
        Backbone backbone = backbone(file, header.path("backbone").asText());
        int dimension = header.path("dimension").asInt();
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw damaged(file, "dimension: " + header.path("dimension"));
        }
        List<TensorSpec> specs = TensorSpec.of(backbone.layer(dimension));
        checkTensors(file, header.path("tensors"), specs);
        long expected = PREFIX + (long) length + Integer.BYTES;
        expected += specs.stream().mapToLong(TensorSpec::size).sum() * Float.BYTES;
        if (in.size() != expected) {
            throw damaged(file, in.size() + " bytes (expected: " + expected + ")");
        }
        Map<String, float[]> values = values(file, in, specs, crc);
        int sum = (int) crc.getValue();
        if (fill(file, in, littleEndian(Integer.BYTES), crc).getInt() != sum) {
            throw damaged(file, "its checksum differs");
        }
        return new WeightsFile(backbone, dimension, new Weights(values));
    }

    private static Map<String, float[]> values(Path file, FileChannel in, List<TensorSpec> specs, CRC32 crc)
            throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        ByteBuffer buffer = littleEndian(CHUNK);
        for (TensorSpec spec : specs) {
            float[] tensor = new float[spec.size()];
            for (int from = 0; from < tensor.length; from += CHUNK / Float.BYTES) {
                int count = Math.min(tensor.length - from, CHUNK / Float.BYTES);
                buffer.clear().limit(count * Float.BYTES);
                fill(file, in, buffer, crc).asFloatBuffer().get(tensor, from, count);
            }
            values.put(spec.name(), tensor);
        }
        return values;
    }

    private static JsonNode parse(Path file, byte[] header) throws IOException {
        try {
            return JSON.readTree(header);
        } catch (JsonProcessingException e) {
            throw damaged(file, "its header is no JSON");
        }
    }

    private static Backbone backbone(Path file, String name) {
        try {
            return Backbone.named(name);
        } catch (IllegalArgumentException e) {
            throw new TrainingException(file + ": " + e.getMessage(), e);
        }
    }

    private static void checkTensors(Path file, JsonNode tensors, List<TensorSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            List<Integer> shape = new ArrayList<>();
            tensors.path(i).path("shape").forEach(size -> shape.add(size.asInt()));
            String found = tensors.path(i).path("name").asText() + " " + shape;
            String wanted = specs.get(i).name() + " " + specs.get(i).shape();
            if (!found.equals(wanted)) {
                throw new TrainingException(file + ": tensor " + i + ": " + found + " (expected: " + wanted + ")");
            }
        }
        if (tensors.size() != specs.size()) {
            throw new TrainingException(file + ": " + tensors.size() + " tensors (expected: " + specs.size() + ")");
        }
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

    private static TrainingException damaged(Path file, String how) {
        return new TrainingException(file + ": damaged: " + how);
    }
}
