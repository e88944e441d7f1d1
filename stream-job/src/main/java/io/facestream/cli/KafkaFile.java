package io.facestream.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings of Kafka's clients in a .properties file, as Kafka's own tools take them. They may hold passwords: show keys only. */
final class KafkaFile {
    private static final Pattern SERVERS = Pattern.compile("[^/@?#,:\\s]+:\\d+(,[^/@?#,:\\s]+:\\d+)*");

    private KafkaFile() {}

    /** The same, or {@code HOST:PORT[,HOST:PORT...]} alone. */
    static Map<String, String> readOrServers(String text) throws IOException {
        if (SERVERS.matcher(text).matches() && !Files.exists(Path.of(text))) {
            return Map.of("bootstrap.servers", text);
        }
        if (!Files.isRegularFile(Path.of(text))) {
            throw new IllegalArgumentException(
                    "kafka: " + text + " (expected: HOST:PORT, or a .properties file with client settings)");
        }
        return read(Path.of(text));
    }

    static Map<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "kafka: " + file + " (expected: a .properties file with client settings)");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
        return settings;
    }
}
