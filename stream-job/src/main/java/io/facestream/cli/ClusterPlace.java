package io.facestream.cli;

import io.facestream.cluster.LocalCluster;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a cluster keeps everything; what all commands for clusters share. */
final class ClusterPlace {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The cluster's folder: configuration, logs, state. Default: .facestream/cluster.")
    private @Nullable Path dir;

    Path folder() {
        return dir == null ? ModelStore.home().resolve("cluster") : dir;
    }

    LocalCluster find() throws IOException {
        return LocalCluster.find(folder());
    }
}
