package io.facestream.vision.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes the model files out of a ZIP file that is not trusted: flat, by name only, and never more than a limit. */
final class ModelArchive {
    private static final long MOST_BYTES = 8L << 30;
    private static final int MOST_ENTRIES = 1_000;

    private ModelArchive() {}

    static void extract(Path zip, Path folder) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            if (archive.size() > MOST_ENTRIES) {
                throw new ModelRefusedException(
                        zip + ": " + archive.size() + " entries (expected: at most " + MOST_ENTRIES + ")");
            }
            long left = MOST_BYTES;
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                requireInside(zip, entry.getName());
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (!entry.isDirectory() && (name.endsWith(".onnx") || name.endsWith(".onnx.data"))) {
                    left -= copy(zip, archive, entry, folder.resolve(name), left);
                }
            }
        } catch (ZipException e) {
            throw new ModelRefusedException(zip + ": not a ZIP file (" + e.getMessage() + ")", e);
        }
    }

    private static void requireInside(Path zip, String name) {
        boolean climbs = name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || ("/" + name + "/").contains("/../");
        if (climbs) {
            throw new ModelRefusedException(zip + ": entry \"" + name + "\" (expected: a path inside the archive)");
        }
    }

    /** Counts what really comes out, for an entry's stated size is the archive's own word. */
    private static long copy(Path zip, ZipFile archive, ZipEntry entry, Path target, long limit) throws IOException {
        if (Files.exists(target)) {
            throw new ModelRefusedException(
                    zip + ": two files named " + target.getFileName() + " (expected: one of each name)");
        }
        long copied = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > limit) {
                    throw new ModelRefusedException(
                            zip + ": more than " + MOST_BYTES + " bytes unpacked (expected: less)");
                }
                out.write(buffer, 0, read);
            }
        }
        return copied;
    }
}
