package io.facestream.facebank.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The finding stores of all folders that were enrolled here, one each; that of a folder that is no more is deleted. */
final class EnrolmentCache {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentCache.class);
    private static final String FOLDER = "folder.txt";
    private static final int NAME_DIGITS = 16;

    private final Path home;
    private final String analysis;

    /** @param analysis names everything but the picture that a finding depends on */
    EnrolmentCache(Path home, String analysis) {
        this.home = home;
        this.analysis = analysis;
    }

    FindingStore storeOf(Path folder) {
        String path = folder.toAbsolutePath().normalize().toString();
        Path place = home.resolve(PictureFindings.sha256(path.getBytes(UTF_8)).substring(0, NAME_DIGITS));
        FindingStore store = FindingStore.open(place, analysis);
        try {
            name(place, path);
            deleteOrphans();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("enrolment cache: {} cannot be tidied: {}", home, e.toString());
        }
        return store;
    }

    /** At once: another process that reads half a path would delete the store. */
    private static void name(Path place, String path) throws IOException {
        Path about = place.resolve(FOLDER);
        if (!Files.exists(about)) {
            Path temporary = Files.createTempFile(place, "folder", ".tmp");
            Files.writeString(temporary, path);
            Files.move(temporary, about, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void deleteOrphans() throws IOException {
        try (DirectoryStream<Path> stores = Files.newDirectoryStream(home)) {
            for (Path store : stores) {
                Path about = store.resolve(FOLDER);
                if (Files.isRegularFile(about) && !exists(Files.readString(about))) {
                    delete(store);
                }
            }
        }
    }

    private static boolean exists(String folder) {
        try {
            return Files.isDirectory(Path.of(folder));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void delete(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
