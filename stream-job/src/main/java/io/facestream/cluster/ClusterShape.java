package io.facestream.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/**
 * How big a cluster of this machine is.
 *
 * @param jobManagers one, or two of which one stands by
 * @param slots of each TaskManager
 * @param memory of each TaskManager's whole process, native libraries included, such as {@code 2g}
 * @param port of the first JobManager's web pages; the second one's is the next; 0 for any that is free
 * @param javaOptions further options of each process
 */
public record ClusterShape(
        int jobManagers, int taskManagers, int slots, String memory, int port, List<String> javaOptions) {
    private static final String ZOOKEEPER = "zookeeper";
    private static final MemorySize LEAST = MemorySize.ofMebiBytes(1200);

    public ClusterShape {
        javaOptions = List.copyOf(javaOptions);
        if (jobManagers < 1 || jobManagers > 2) {
            throw new IllegalArgumentException("jobmanagers: " + jobManagers + " (expected: 1 or 2)");
        }
        if (taskManagers < 1) {
            throw new IllegalArgumentException("taskmanagers: " + taskManagers + " (expected: at least 1)");
        }
        if (slots < 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: at least 1)");
        }
        if (port < 0 || port > 65534) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65534)");
        }
        MemorySize size;
        try {
            size = MemorySize.parse(memory);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("memory: " + memory + " (expected: such as 2g or 1600m)", e);
        }
        if (size.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "memory: " + memory + " (expected: at least 1200m, models and pictures lie outside the heap)");
        }
    }

    /** Names of the processes, in the order in which they are started. */
    List<String> processes() {
        return Stream.of(
                        Stream.of(ZOOKEEPER),
                        numbered("jobmanager", jobManagers),
                        numbered("taskmanager", taskManagers))
                .flatMap(names -> names)
                .toList();
    }

    /** Those that answer Prometheus, each at a port of its own. */
    Map<String, Integer> metricsPorts(int first) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String process : processes()) {
            if (!process.equals(ZOOKEEPER)) {
                ports.put(process, first + ports.size());
            }
        }
        return ports;
    }

    ClusterShape withPort(int value) {
        return new ClusterShape(jobManagers, taskManagers, slots, memory, value, javaOptions);
    }

    private static Stream<String> numbered(String name, int count) {
        return Stream.iterate(1, n -> n + 1).limit(count).map(n -> name + "-" + n);
    }

    void write(Path file, int zooKeeperPort, int metricsPort) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("jobmanagers", String.valueOf(jobManagers));
        properties.setProperty("taskmanagers", String.valueOf(taskManagers));
        properties.setProperty("slots", String.valueOf(slots));
        properties.setProperty("memory", memory);
        properties.setProperty("port", String.valueOf(port));
        properties.setProperty("java", String.join("\n", javaOptions));
        properties.setProperty("zookeeper", String.valueOf(zooKeeperPort));
        properties.setProperty("metrics", String.valueOf(metricsPort));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "the cluster that was started last");
        }
    }

    static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    static ClusterShape read(Properties properties) {
        return new ClusterShape(
                Integer.parseInt(properties.getProperty("jobmanagers")),
                Integer.parseInt(properties.getProperty("taskmanagers")),
                Integer.parseInt(properties.getProperty("slots")),
                properties.getProperty("memory"),
                Integer.parseInt(properties.getProperty("port")),
                properties
                        .getProperty("java")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
    }
}
