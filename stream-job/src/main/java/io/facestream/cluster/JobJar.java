package io.facestream.cluster;

import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The jar that travels with a job: our own modules and nothing else. With other people's jars in it each submission would load, and
 * leak, another set of native libraries.
 */
final class JobJar {
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String REPORTER =
            PrometheusEndpoint.class.getPackageName().replace('.', '/') + "/";

    private JobJar() {}

    /** Writes the modules' classes and resources into one jar, which replaces an earlier one at once. */
    static void write(List<Path> modules, Path jar) throws IOException {
        write(modules, jar, name -> !name.startsWith("META-INF/maven/") && !name.startsWith("log4j2"));
    }

    /** Writes the jar that lies on the processes' own class path: the reporter of their metrics. */
    static void writeReporter(List<Path> modules, Path jar) throws IOException {
        write(
                modules,
                jar,
                name -> name.startsWith(REPORTER) && name.indexOf('/', REPORTER.length()) < 0
                        || name.equals("META-INF/services/" + MetricReporterFactory.class.getName()));
    }

    private static void write(List<Path> modules, Path jar, Predicate<String> wanted) throws IOException {
        Path draft = Files.createTempFile(jar.toAbsolutePath().getParent(), "job", ".jar");
        try {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(draft))) {
                Set<String> written = new HashSet<>();
                for (Path module : modules) {
                    if (Files.isDirectory(module)) {
                        addFolder(module, out, wanted, written);
                    } else {
                        addJar(module, out, wanted, written);
                    }
                }
            }
            Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void addJar(Path jar, JarOutputStream out, Predicate<String> wanted, Set<String> written)
            throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    add(entry.getName(), in, out, wanted, written);
                }
            }
        }
    }

    private static void addFolder(Path folder, JarOutputStream out, Predicate<String> wanted, Set<String> written)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    add(folder.relativize(file).toString(), in, out, wanted, written);
                }
            }
        }
    }

    private static void add(
            String name, InputStream in, JarOutputStream jar, Predicate<String> wanted, Set<String> written)
            throws IOException {
        if (!wanted.test(name) || !written.add(name)) {
            return;
        }
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(WRITTEN); // the same content is the same jar
        jar.putNextEntry(entry);
        in.transferTo(jar);
        jar.closeEntry();
    }
}
