package io.facestream.cluster;

import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** The settings of Flink's processes, and why they are not Flink's defaults. */
final class ClusterConfiguration {
    static final String HOST = "127.0.0.1";

    private ClusterConfiguration() {}

    static Configuration of(ClusterShape shape, ClusterFolder folder, int zooKeeperPort) {
        Configuration configuration = new Configuration();
        network(configuration, shape.port());
        memory(configuration, shape);
        highAvailability(configuration, folder, zooKeeperPort);
        failures(configuration);
        state(configuration, folder);
        PrometheusEndpoint.configure(configuration);
        // Loaded from lib once a process; from a job's jar they would be loaded, and leaked, with each submission.
        configuration.set(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL,
                List.of("org.bytedeco.", "ai.onnxruntime.", "org.apache.kafka."));
        return configuration;
    }

    /** Only this machine reaches it. Jobs come through the REST interface; uploading jars by the web page stays off. */
    private static void network(Configuration configuration, int port) {
        configuration.set(JobManagerOptions.ADDRESS, HOST);
        configuration.set(JobManagerOptions.BIND_HOST, HOST);
        configuration.set(TaskManagerOptions.HOST, HOST);
        configuration.set(TaskManagerOptions.BIND_HOST, HOST);
        configuration.set(RestOptions.ADDRESS, HOST);
        configuration.set(RestOptions.BIND_ADDRESS, HOST);
        configuration.set(RestOptions.PORT, port);
        configuration.set(RestOptions.BIND_PORT, String.valueOf(port));
        configuration.set(BlobServerOptions.PORT, "0");
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
    }

    /** Pictures, models and codecs live outside the heap and outside what Flink counts: they get a share of their own. */
    private static void memory(Configuration configuration, ClusterShape shape) {
        configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(900));
        configuration.set(JobManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(192));
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(shape.memory()));
        configuration.set(TaskManagerOptions.JVM_OVERHEAD_FRACTION, 0.3f);
        configuration.set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(400));
        configuration.set(TaskManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(4096));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_FRACTION, 0.2f);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_FRACTION, 0.05f);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, shape.slots());
        configuration.set(
                TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE, TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
    }

    /** The session's timeout is how long a killed JobManager is still taken for the leader. */
    private static void highAvailability(Configuration configuration, ClusterFolder folder, int zooKeeperPort) {
        configuration.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        configuration.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, HOST + ":" + zooKeeperPort);
        configuration.set(
                HighAvailabilityOptions.HA_STORAGE_PATH,
                folder.highAvailability().toUri().toString());
        configuration.set(HighAvailabilityOptions.HA_CLUSTER_ID, "/facestream");
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(6));
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_CONNECTION_TIMEOUT, Duration.ofSeconds(6));
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_RETRY_WAIT, Duration.ofSeconds(1));
        configuration.set(SecurityOptions.ZOOKEEPER_SASL_DISABLE, true);
        configuration.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
    }

    /**
     * A killed process refuses connections: two failed heartbeats, two seconds. The longer timeout is for one that hangs, and spares one
     * that is only slow. A job tries again for about an hour before it gives up: each outage of the broker costs attempts.
     */
    private static void failures(Configuration configuration) {
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(12));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD, 2);
        configuration.set(ClusterOptions.ERROR_REGISTRATION_DELAY, Duration.ofSeconds(1));
        configuration.set(ClusterOptions.REFUSED_REGISTRATION_DELAY, Duration.ofSeconds(2));
        configuration.set(ClusterOptions.MAX_REGISTRATION_TIMEOUT, Duration.ofSeconds(2));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(2));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 400);
    }

    private static void state(Configuration configuration, ClusterFolder folder) {
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.checkpoints().toUri().toString());
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.savepoints().toUri().toString());
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    /** Writes {@code config.yaml}, ZooKeeper's settings and those of the logs. */
    static void write(Configuration configuration, ClusterFolder folder, int zooKeeperPort) throws IOException {
        Files.write(folder.config(), ConfigurationUtils.convertConfigToWritableLines(configuration, false));
        Files.write(
                folder.zooKeeperConfig(),
                List.of(
                        "dataDir=" + folder.zooKeeperData(),
                        "clientPort=" + zooKeeperPort,
                        "clientPortAddress=" + HOST,
                        "server.1=" + HOST + ":2888:3888",
                        "tickTime=1000",
                        "admin.enableServer=false"));
        writeLogConfig(folder.logConfig());
    }

    /** Writes how processes log: into the file that their {@code log.file} names. */
    static void writeLogConfig(Path file) throws IOException {
        try (InputStream in = ClusterConfiguration.class.getResourceAsStream("cluster-log4j.properties")) {
            Files.copy(
                    Objects.requireNonNull(in, "cluster-log4j.properties"), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static Configuration read(ClusterFolder folder) {
        Path conf = folder.conf();
        return org.apache.flink.configuration.GlobalConfiguration.loadConfiguration(conf.toString());
    }
}
