package io.facestream.cluster;

import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** The command lines of Flink's processes; memory is divided by Flink's own classes, as its start scripts do. */
final class FlinkCommands {
    private final ClusterFolder folder;
    private final ClusterShape shape;
    private final Configuration configuration;
    private final List<Path> lib;
    private final Map<String, Integer> metricsPorts;

    /** @param metricsPorts where JobManagers and TaskManagers answer Prometheus */
    FlinkCommands(
            ClusterFolder folder,
            ClusterShape shape,
            Configuration configuration,
            List<Path> lib,
            Map<String, Integer> metricsPorts) {
        this.folder = folder;
        this.shape = shape;
        this.configuration = configuration;
        this.lib = lib;
        this.metricsPorts = metricsPorts;
    }

    /** The command of a process by its name: {@code zookeeper}, {@code jobmanager-N} or {@code taskmanager-N}. */
    List<String> of(String process) throws IOException {
        if (process.equals("zookeeper")) {
            return zooKeeper();
        }
        int number = Integer.parseInt(process.substring(process.indexOf('-') + 1));
        return process.startsWith("jobmanager") ? jobManager(process, number) : taskManager(process);
    }

    private List<String> zooKeeper() throws IOException {
        List<String> command = java("zookeeper", List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add(FlinkZooKeeperQuorumPeer.class.getName());
        command.addAll(List.of("--zkConfigFile", folder.zooKeeperConfig().toString(), "--peerId", "1"));
        return command;
    }

    private List<String> jobManager(String process, int number) throws IOException {
        Configuration own = new Configuration(configuration);
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(own);
        List<String> options = new ArrayList<>(words(JobManagerProcessUtils.generateJvmParametersStr(spec, own)));
        options.add("-XX:+UseSerialGC");
        options.add("-XX:TieredStopAtLevel=1");
        List<String> command = java(process, options);
        command.add(StandaloneSessionClusterEntrypoint.class.getName());
        command.add("--configDir");
        command.add(folder.conf().toString());
        int port = shape.port() + number - 1;
        command.addAll(List.of("-D", "rest.port=" + port, "-D", "rest.bind-port=" + port));
        command.addAll(
                List.of("-D", "io.tmp.dirs=" + folder.scratch(process), "-D", "web.tmpdir=" + folder.scratch(process)));
        command.addAll(metrics(process));
        command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
        return command;
    }

    private List<String> taskManager(String process) throws IOException {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> options = new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(spec)));
        MemorySize half = spec.getTotalProcessMemorySize().multiply(0.5);
        // By default JavaCPP takes the heap's limit for that of native memory as well.
        options.add("-Dorg.bytedeco.javacpp.maxBytes=" + half.getBytes());
        options.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
        List<String> command = java(process, options);
        command.add(TaskManagerRunner.class.getName());
        command.add("--configDir");
        command.add(folder.conf().toString());
        command.addAll(List.of("-D", "taskmanager.resource-id=" + process));
        command.addAll(List.of("-D", "io.tmp.dirs=" + folder.scratch(process)));
        command.addAll(metrics(process));
        command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
        return command;
    }

    private List<String> metrics(String process) {
        return List.of("-D", PrometheusEndpoint.PORT + "=" + metricsPorts.get(process));
    }

    private List<String> java(String process, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaProgram());
        command.addAll(launcherOptions());
        command.addAll(options);
        command.addAll(shape.javaOptions());
        command.addAll(systemProperties(folder.logs().resolve(process + ".log"), folder.logConfig()));
        command.add("-Djava.io.tmpdir=" + folder.scratch(process));
        command.add("-cp");
        command.add(classPath(lib));
        return command;
    }

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Where a process logs, and where it finds models and native libraries: as this process does. */
    static List<String> systemProperties(Path log, Path logConfig) {
        List<String> properties = new ArrayList<>();
        properties.add("-Dlog.file=" + log);
        properties.add("-Dlog4j2.configurationFile=" + logConfig.toUri());
        properties.add("-Dfacestream.root="
                + Path.of(System.getProperty("facestream.root", ""))
                        .toAbsolutePath()
                        .normalize());
        String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (cache != null) {
            properties.add("-Dorg.bytedeco.javacpp.cachedir=" + Path.of(cache).toAbsolutePath());
        }
        return properties;
    }

    /** The options that the launcher gives every JVM: one file, read by both. */
    static List<String> launcherOptions() throws IOException {
        try (InputStream in = FlinkCommands.class.getResourceAsStream("java.options")) {
            String text = new String(Objects.requireNonNull(in, "java.options").readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("-XX:MaxRAM"))
                    .toList();
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
