package io.facestream.job.crop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.SealedPicture;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A folder of encrypted crops, a file a visit, readable by its owner only. */
public final class CropFolder {
    private static final String SUFFIX = ".crop";
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    public CropFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * A crop that is kept.
     *
     * @param writtenAt when it was written last: its age counts from there
     */
    public record Entry(String visitId, Instant writtenAt, long bytes) {}

    /** Writes a visit's crop, or replaces it. */
    public void write(String visitId, byte[] jpeg, MasterKey key) throws IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        Path unfinished = Files.createTempFile(folder, ".", UNFINISHED, ownerOnly("rw-------"));
        try {
            Files.write(unfinished, SealedPicture.seal(jpeg, key, visitId).ciphertext());
            Files.move(
                    unfinished, fileOf(visitId), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * A visit's crop as a JPEG file's bytes.
     *
     * @throws IOException with one line where there is none
     */
    public byte[] read(String visitId, MasterKey key) throws IOException {
        try {
            return new SealedPicture(Files.readAllBytes(fileOf(visitId))).open(key, visitId);
        } catch (NoSuchFileException e) {
            throw new IOException("crop: " + visitId + ": none in " + folder
                    + " (expected: one that `./facestream crops list` shows)");
        }
    }

    /** What is kept, oldest first. */
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            throw new IOException("crops: " + folder + " (expected: a folder that a run with --crops has written)");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                entries.add(new Entry(
                        decoded(name.substring(0, name.length() - SUFFIX.length())),
                        Files.getLastModifiedTime(file).toInstant(),
                        Files.size(file)));
            }
        }
        entries.sort(Comparator.comparing(Entry::writtenAt).thenComparing(Entry::visitId));
        return entries;
    }

    /** Deletes what was written before a time, and what a process that died left unfinished. */
    public int sweep(Instant before) throws IOException {
        int deleted = 0;
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*{" + SUFFIX + "," + UNFINISHED + "}")) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                        deleted += Files.deleteIfExists(file) ? 1 : 0;
                    }
                } catch (NoSuchFileException e) {
                    // another machine swept it
                }
            }
        }
        return deleted;
    }

    private Path fileOf(String visitId) {
        return folder.resolve(encoded(visitId) + SUFFIX);
    }

    /** A visit's id holds the camera's, and a topic's cameras may have any: what is no plain character is written as %XX. */
    private static String encoded(String visitId) {
        StringBuilder name = new StringBuilder();
        for (byte b : visitId.getBytes(UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '-' || b == '_';
            boolean dot = b == '.' && name.length() > 0;
            name.append(plain || dot ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return name.toString();
    }

    private static String decoded(String name) {
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            boolean escape = name.charAt(i) == '%' && name.substring(i).matches("%[0-9A-F]{2}.*");
            bytes[length++] = (byte) (escape ? Integer.parseInt(name.substring(i + 1, i + 3), 16) : name.charAt(i));
            i += escape ? 2 : 0;
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
