package io.facestream.cluster;

import io.facestream.facebank.FacebankFile;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.FaceJob;
import io.facestream.vision.FaceAnalyzer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The class path of this process, taken apart: what a Flink process gets as its {@code lib}, and what travels with the job. Native
 * libraries belong to the former, so that they are loaded once a process and not once a job.
 */
final class RunningClassPath {
    /** Kafka's broker and what only it needs; its clients and the connector stay. */
    private static final Pattern BROKER =
            Pattern.compile(".*/(org/scala-lang/|com/typesafe/scala-logging/|org/apache/kafka/(?!kafka-clients/)).*");

    /** What tests bring. */
    private static final Pattern TESTS = Pattern.compile(
            ".*/(junit|assertj|archunit|awaitility|surefire|opentest4j|apiguardian|hamcrest|flink-test-utils|json-schema-validator)[^/]*/.*"
                    + "|.*-tests\\.jar");

    private static final String OURS = "io/facestream/";

    private final Set<Path> entries;

    private RunningClassPath(Set<Path> entries) {
        this.entries = entries;
    }

    static RunningClassPath read() {
        Set<Path> entries = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            open.add(Path.of(entry));
        }
        while (!open.isEmpty()) {
            Path entry = open.remove();
            try {
                Path real = entry.toRealPath();
                if (Files.exists(real) && entries.add(real) && !Files.isDirectory(real)) {
                    open.addAll(named(entry));
                }
            } catch (java.nio.file.NoSuchFileException e) {
                // A manifest may name jars that are not there.
            } catch (IOException e) {
                throw new UncheckedIOException("class path: " + entry, e);
            }
        }
        return new RunningClassPath(entries);
    }

    /** What a jar's manifest adds, relative to the place by which the jar was named: the launcher's jars lie beside a link. */
    private static List<Path> named(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (value == null) {
                return List.of();
            }
            URI base = jar.toAbsolutePath().toUri();
            return Pattern.compile("\\s+")
                    .splitAsStream(value.strip())
                    .map(base::resolve)
                    .filter(uri -> "file".equals(uri.getScheme()))
                    .map(Path::of)
                    .toList();
        }
    }

    /** All of it. */
    List<Path> all() {
        return List.copyOf(entries);
    }

    /** Flink, native libraries and other people's jars, without our own, the console's among them, and without Kafka's broker. */
    List<Path> lib() {
        return entries.stream()
                .filter(entry -> !Files.isDirectory(entry) && !isOurs(entry))
                .filter(entry -> !BROKER.matcher(entry.toString()).matches()
                        && !TESTS.matcher(entry.toString()).matches())
                .toList();
    }

    private static boolean isOurs(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().startsWith(OURS));
        } catch (IOException e) {
            throw new UncheckedIOException("class path: " + jar, e);
        }
    }

    /** Our own modules that travel with the job: jars, or folders of classes. */
    static List<Path> ours() {
        return List.of(
                placeOf(FaceAnalyzer.class),
                placeOf(CameraSpec.class),
                placeOf(FacebankFile.class),
                placeOf(FaceJob.class));
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + ": no place on the class path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
