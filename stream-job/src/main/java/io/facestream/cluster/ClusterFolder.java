package io.facestream.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a cluster keeps its configuration, logs, process ids and state. Only its owner can read it: graphs of jobs may hold passwords. */
record ClusterFolder(Path root) {
    ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path config() {
        return conf().resolve("config.yaml");
    }

    Path logConfig() {
        return conf().resolve("log4j.properties");
    }

    Path zooKeeperConfig() {
        return conf().resolve("zoo.cfg");
    }

    Path shape() {
        return root.resolve("cluster.properties");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path pids() {
        return root.resolve("pids");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    Path highAvailability() {
        return root.resolve("ha");
    }

    Path zooKeeperData() {
        return root.resolve("zookeeper");
    }

    /** One folder a version of the job: its jar, and the names of its libraries. */
    Path versions() {
        return root.resolve("versions");
    }

    /** The libraries that the processes were started with. */
    Path lib() {
        return root.resolve("lib");
    }

    /** What Flink's processes need of ours before there is a job: where they answer Prometheus. */
    Path reporterJar() {
        return root.resolve("reporter.jar");
    }

    /** For Prometheus's discovery by files ({@code file_sd_configs}): where the processes answer it. */
    Path metricsTargets() {
        return conf().resolve("prometheus-targets.json");
    }

    /** One file a job: the arguments it was submitted with. */
    Path jobs() {
        return root.resolve("jobs");
    }

    /** Scratch space of one process: RocksDB's working files, unpacked libraries. */
    Path scratch(String process) {
        return root.resolve("tmp").resolve(process);
    }

    void create() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root.getParent());
            Files.createDirectory(
                    root,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
        }
        for (Path folder :
                new Path[] {conf(), logs(), pids(), checkpoints(), savepoints(), highAvailability(), jobs(), versions()
                }) {
            Files.createDirectories(folder);
        }
    }

    /** An empty scratch folder; what a killed process left in it goes. */
    Path freshScratch(String process) throws IOException {
        Path scratch = scratch(process);
        delete(scratch);
        return Files.createDirectories(scratch);
    }

    /** Deletes a folder and all in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
