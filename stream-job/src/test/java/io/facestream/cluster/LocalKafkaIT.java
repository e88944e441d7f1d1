package io.facestream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalKafkaIT {
    @TempDir
    private Path folder;

    @Test
    void aBrokerThatCannotStartSaysWhy() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/meta.properties"), "version=1\nnode.id=7\ncluster.id=elsewhere\n");

        assertThatThrownBy(() -> LocalKafka.start(folder, Ports.free()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broker: ended while it was being started: ")
                .hasMessageContaining("node id 7")
                .hasMessageContaining(folder.resolve("logs").toString());
    }

    @Test
    void whatIsFreeLiesBelowWhatTheSystemGivesAway() throws Exception {
        int first = Ports.free(3);

        int given;
        try (Scanner range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            given = range.nextInt();
        }
        assertThat(first + 2).isLessThan(given);
        assertThat(Ports.isTaken(first)).isFalse();
        assertThat(Ports.isTaken(Integer.parseInt(TestBroker.servers().split(":")[1])))
                .isTrue();
    }
}
