package io.facestream.facebank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.crypt.MasterKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A facebank on disk: UTF-8 lines of JSON. The first line is the header, each following one a record.
 *
 * <pre>
 * {"format":"facestream-facebank","formatVersion":1,"number":3,"version":"3-5f1d0c9a","modelId":"…","modelName":"…","dimension":512,
 *  "people":2,"records":5,"recordsSha256":"…"}
 * {"templateId":"…","personId":"ann","displayName":"Ann","template":"BASE64","norm":3.9,"picture":"a.jpg","pictureSha256":"…",
 *  "quality":{…},"purpose":"…","consent":"…","validUntil":"2027-01-01T00:00:00Z","minor":false,"guardianConsent":false}
 * </pre>
 *
 * {@code template} is base64 of little-endian 32-bit floats; {@code recordsSha256} is over all bytes after the header's line feed;
 * {@code validUntil} is missing where a record does not expire. The same facebank always gives the same bytes. A file is replaced at
 * once or not at all, and is readable by its owner only.
 *
 * <p>In format version 2 {@code template} is base64 of a {@link io.facestream.facebank.crypt.SealedTemplate} instead, and the header has
 * {@code encryption} and {@code keyMark}, by which a key knows that it sealed the file. Number, version and content hash are those of the
 * facebank in the clear; the bytes differ each time. Without a key that is given, reading takes the one of the environment.
 */
public final class FacebankFile {
    /** Longest line that is read: a header or a record is a few kilobytes. */
    private static final int LONGEST_LINE_BYTES = 1 << 20;

    private FacebankFile() {}

    /** Whether the file begins like a facebank file, whatever follows. */
    public static boolean looksLikeOne(Path file) {
        byte[] start = FacebankJson.START.getBytes(UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(start.length), start);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads with the key of the environment, as {@link #readIfPresent(Path, MasterKey)} does. */
    public static Optional<Facebank> readIfPresent(Path file) {
        return readIfPresent(file, null);
    }

    /** The facebank that an earlier enrolment wrote there, if there is one that can be read. */
    public static Optional<Facebank> readIfPresent(Path file, @Nullable MasterKey key) {
        return Files.isRegularFile(file) ? Optional.of(read(file, key)) : Optional.empty();
    }

    /** Reads with the key of the environment, as {@link #read(Path, String, MasterKey)} does. */
    public static Facebank read(Path file, String expectedModelId) {
        return read(file, expectedModelId, null);
    }

    /** @throws FacebankException when the facebank was made by another model than the expected one, or as {@link #read(Path)} does */
    public static Facebank read(Path file, String expectedModelId, @Nullable MasterKey key) {
        Facebank facebank = read(file, key);
        if (!facebank.modelId().equals(expectedModelId)) {
            throw new FacebankException("model of facebank " + file + ": " + facebank.modelName() + " with SHA-256 "
                    + facebank.modelId() + " (expected: the model in use with " + expectedModelId
                    + "; enrol the pictures again with it)");
        }
        return facebank;
    }

    /** Reads with the key of the environment, as {@link #read(Path, MasterKey)} does. */
    public static Facebank read(Path file) {
        return read(file, (MasterKey) null);
    }

    /**
     * @param key opens an encrypted file; null for the one of the environment
     * @throws FacebankException when there is no such file, or it is no facebank, damaged, of a newer format, or encrypted with another key
     */
    public static Facebank read(Path file, @Nullable MasterKey key) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(file, in, key);
        } catch (NoSuchFileException e) {
            throw new FacebankException(
                    "facebank: " + file + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)", e);
        } catch (IOException e) {
            throw new FacebankException(
                    "facebank: " + file + ": " + e.getMessage() + " (expected: a readable file)", e);
        }
    }

    private static Facebank read(Path file, InputStream in, @Nullable MasterKey given) throws IOException {
        FacebankJson.Header header = FacebankJson.header(line(file, in, 1), file);
        MasterKey key = header.sealed() ? opening(file, header, given) : null;
        var digest = ContentHash.sha256();
        List<FacebankRecord> records = new ArrayList<>();
        for (int number = 2; ; number++) {
            byte[] line = line(file, in, number);
            if (line.length == 0) {
                break;
            }
            digest.update(line);
            records.add(FacebankJson.record(line, header, key, file, number));
        }
        if (records.size() != header.records()) {
            throw new FacebankException("facebank: " + file + " holds " + records.size() + " records (expected: "
                    + header.records() + "; the file is not complete)");
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(header.recordsSha256())) {
            throw new FacebankException("SHA-256 of facebank " + file + ": " + found + " (expected: "
                    + header.recordsSha256() + "; the file was changed after it was written)");
        }
        return Facebank.of(header.number(), header.modelId(), header.modelName(), records);
    }

    private static MasterKey opening(Path file, FacebankJson.Header header, @Nullable MasterKey given) {
        MasterKey key = given != null ? given : MasterKey.find(null).orElse(null);
        if (key == null) {
            throw new FacebankException(
                    "facebank: " + file + " is encrypted and no key is given (expected: " + MasterKey.HOW + ")");
        }
        if (!key.knows(header.keyMark())) {
            throw new FacebankException("facebank: " + file
                    + " does not open with this facebank key (expected: the one that it was made with)");
        }
        return key;
    }

    /** One line with its line feed; empty at the end of the file. */
    private static byte[] line(Path file, InputStream in, int number) throws IOException {
        var line = new java.io.ByteArrayOutputStream(4096);
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            if (line.size() >= LONGEST_LINE_BYTES) {
                throw new FacebankException("facebank: " + file + " line " + number + " is longer than "
                        + LONGEST_LINE_BYTES + " bytes (expected: a facebank file)");
            }
            next = in.read();
        }
        return line.toByteArray();
    }

    /** Puts the facebank into the file in the clear, in the place of what was there. */
    public static void write(Facebank facebank, Path file) {
        write(facebank, file, null);
    }

    /**
     * Puts the facebank into the file, in the place of what was there.
     *
     * @param key seals the templates; null leaves them in the clear
     */
    public static void write(Facebank facebank, Path file, @Nullable MasterKey key) {
        Path target = file.toAbsolutePath();
        Path parent = java.util.Objects.requireNonNull(target.getParent(), "parent of " + target);
        try {
            Files.createDirectories(parent);
            Path temporary = ownersFile(parent);
            try {
                writeAll(facebank, temporary, key);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new FacebankException("facebank: " + file + ": " + e + " (expected: a file that can be written)", e);
        }
    }

    private static Path ownersFile(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createTempFile(folder, ".facebank", ".tmp");
        }
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.createTempFile(folder, ".facebank", ".tmp", owner);
    }

    private static void writeAll(Facebank facebank, Path file, @Nullable MasterKey key) throws IOException {
        var digest = ContentHash.sha256();
        List<byte[]> lines = new ArrayList<>(facebank.records().size());
        for (FacebankRecord record : facebank.records()) {
            byte[] line = FacebankJson.line(record, key);
            digest.update(line);
            lines.add(line);
        }
        byte[] header = FacebankJson.line(facebank, HexFormat.of().formatHex(digest.digest()), key);
        try (OutputStream out = Files.newOutputStream(file)) {
            var buffered = new java.io.BufferedOutputStream(out, 1 << 16);
            buffered.write(header);
            for (byte[] line : lines) {
                buffered.write(line);
            }
            buffered.flush();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
