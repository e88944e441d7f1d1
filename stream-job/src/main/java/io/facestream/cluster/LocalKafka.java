package io.facestream.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker of this machine in a process of its own, which outlives the command that started it. Its folder keeps the topics:
 * started again, it is the same cluster.
 */
public final class LocalKafka {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);
    private static final String BROKER = "broker";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int ASK_MILLIS = 2_000;

    private final Path folder;
    private final int port;
    private final Daemons daemons;

    private LocalKafka(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.daemons = new Daemons(folder.resolve("pids"), folder.resolve("logs"));
    }

    /** The broker that was last started in a folder, alive or not. */
    public static LocalKafka find(Path place) throws IOException {
        Path folder = place.toAbsolutePath().normalize();
        Path file = folder.resolve("port");
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "kafka: no broker in " + folder + " (expected: one that ./facestream kafka start started)");
        }
        return new LocalKafka(folder, Integer.parseInt(Files.readString(file).strip()));
    }

    /**
     * Starts the broker unless it is alive, and returns when it answers.
     *
     * @param wanted its port; 0 for any that is free, or the one that it had
     */
    public static LocalKafka start(Path place, int wanted) throws IOException, InterruptedException {
        Path folder = place.toAbsolutePath().normalize();
        Files.createDirectories(folder.resolve("logs"));
        if (Files.exists(folder.resolve("port"))) {
            LocalKafka last = find(folder);
            if (last.pid().isPresent() || wanted == 0 || wanted == last.port) {
                last.restart();
                last.await();
                return last;
            }
        }
        if (wanted == 0) {
            try {
                return startAt(folder, Ports.free());
            } catch (IOException e) {
                LOG.warn("{}; trying another port", e.getMessage());
            }
        }
        return startAt(folder, wanted == 0 ? Ports.free() : wanted);
    }

    private static LocalKafka startAt(Path folder, int port) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("port"), String.valueOf(port));
        LocalKafka kafka = new LocalKafka(folder, port);
        kafka.restart();
        kafka.await();
        return kafka;
    }

    /** Starts the broker if it is not alive; does not wait. */
    public void restart() throws IOException {
        if (pid().isPresent()) {
            return;
        }
        if (Ports.isTaken(port)) {
            throw new IllegalArgumentException(
                    "port: " + port + " is taken by another process (expected: a free one, --port)");
        }
        Path logConfig = folder.resolve("log4j.properties");
        ClusterConfiguration.writeLogConfig(logConfig);
        List<String> command = new ArrayList<>();
        command.add(FlinkCommands.javaProgram());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(FlinkCommands.systemProperties(folder.resolve("logs").resolve(BROKER + ".log"), logConfig));
        command.addAll(
                List.of("-cp", FlinkCommands.classPath(RunningClassPath.read().all())));
        command.addAll(
                List.of(KafkaBroker.class.getName(), folder.resolve("data").toString(), String.valueOf(port)));
        daemons.start(BROKER, command, Map.of());
    }

    /** Waits until the broker answers. */
    public void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (pid().isEmpty()) {
                throw new IOException("broker: ended while it was being started: " + daemons.lastWords(BROKER)
                        + "; see " + folder.resolve("logs"));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "broker: no answer after " + PATIENCE.toSeconds() + " s; see " + folder.resolve("logs"));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Whether the broker answers now. */
    public boolean answers() throws InterruptedException {
        if (!Ports.isTaken(port)) {
            return false;
        }
        Properties client = new Properties();
        client.put("bootstrap.servers", servers());
        client.put("default.api.timeout.ms", String.valueOf(ASK_MILLIS));
        client.put("request.timeout.ms", String.valueOf(ASK_MILLIS));
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Where clients find it. */
    public String servers() {
        return ClusterConfiguration.HOST + ":" + port;
    }

    /** The process id, if it is alive. */
    public OptionalLong pid() throws IOException {
        return daemons.pid(BROKER);
    }

    /** Kills the broker as {@code kill -9} does. */
    public void kill() throws IOException, InterruptedException {
        daemons.kill(BROKER);
    }

    /** Stops the broker in order. */
    public void stop() throws IOException, InterruptedException {
        daemons.stop(List.of(BROKER), GRACE);
    }
}
