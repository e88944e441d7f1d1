package io.facestream.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The versions of the job that a cluster was given, the latest ones of them; each by its content, so that the same one is kept once. */
public final class JobVersions {
    private static final int KEPT = 6;
    private static final int ID_LENGTH = 12;

    private final Path folder;

    JobVersions(ClusterFolder folder) {
        this.folder = folder.versions();
    }

    /** The version that this process is. */
    public JobVersion own() throws IOException {
        Path draft = draft();
        JobJar.write(RunningClassPath.ours(), draft);
        return keep(draft, RunningClassPath.read().lib());
    }

    /**
     * A version that was built elsewhere; it runs with the libraries of this process.
     *
     * @param modules jars or folders of classes; of two files of one name the first one counts
     */
    public JobVersion of(Path... modules) throws IOException {
        for (Path module : modules) {
            if (!Files.exists(module)) {
                throw new NoSuchFileException(module + " (expected: a jar of the job)");
            }
        }
        Path draft = draft();
        JobJar.write(List.of(modules), draft);
        return keep(draft, RunningClassPath.read().lib());
    }

    /** A version that was kept. */
    public JobVersion require(String id) throws IOException {
        Path place = folder.resolve(id);
        if (!id.matches("[0-9a-f]{" + ID_LENGTH + "}") || !Files.exists(place.resolve("job.jar"))) {
            throw new IllegalStateException("version: " + id + " is not kept (expected: one of " + ids() + ")");
        }
        List<Path> lib =
                Files.readAllLines(place.resolve("lib")).stream().map(Path::of).toList();
        for (Path entry : lib) {
            if (!Files.exists(entry)) {
                throw new IllegalStateException(
                        "version: " + id + " needs " + entry + ", which is gone (expected: the libraries it ran with)");
            }
        }
        return new JobVersion(id, place.resolve("job.jar"), lib);
    }

    /** Those that are kept, the latest first. */
    public List<String> ids() throws IOException {
        try (Stream<Path> places = Files.list(folder)) {
            return places.filter(place -> Files.exists(place.resolve("job.jar")))
                    .sorted(Comparator.comparing(JobVersions::usedAt).reversed())
                    .map(place -> place.getFileName().toString())
                    .toList();
        }
    }

    private Path draft() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "job", ".jar");
    }

    private JobVersion keep(Path draft, List<Path> lib) throws IOException {
        try {
            String id = hash(draft).substring(0, ID_LENGTH);
            Path place = folder.resolve(id);
            Files.createDirectories(place);
            try {
                Files.move(draft, place.resolve("job.jar"));
            } catch (FileAlreadyExistsException e) {
                // kept before: the same bytes
            }
            Files.write(place.resolve("lib"), lib.stream().map(Path::toString).toList(), UTF_8);
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            for (String old : ids().stream().skip(KEPT).toList()) {
                ClusterFolder.delete(folder.resolve(old));
            }
            return new JobVersion(id, place.resolve("job.jar"), lib);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String hash(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not in this Java", e);
        }
    }

    private static FileTime usedAt(Path place) {
        try {
            return Files.getLastModifiedTime(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
