package io.facestream.cluster;

import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/**
 * A Flink cluster of this machine: ZooKeeper, one or two JobManagers and some TaskManagers, each a process of its own that outlives the
 * command which started it. The folder remembers its shape: started again, it is the same cluster, and jobs that were not cancelled go on
 * from their last checkpoint.
 */
public final class LocalCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MILLIS = 150;

    private final ClusterFolder folder;
    private final Daemons daemons;
    private final ClusterShape shape;
    private final int zooKeeperPort;
    private final int metricsPort;

    private LocalCluster(ClusterFolder folder, ClusterShape shape, int zooKeeperPort, int metricsPort) {
        this.folder = folder;
        this.daemons = new Daemons(folder.pids(), folder.logs());
        this.shape = shape;
        this.zooKeeperPort = zooKeeperPort;
        this.metricsPort = metricsPort;
    }

    /**
     * A process of the cluster as it is now.
     *
     * @param metricsPort where it answers Prometheus; 0 for one that does not
     */
    public record Process(String name, boolean alive, long pid, int metricsPort) {}

    /** The cluster that was last started in a folder, whether or not its processes are alive. */
    public static LocalCluster find(Path place) throws IOException {
        ClusterFolder folder = new ClusterFolder(place);
        if (!Files.exists(folder.shape())) {
            throw new IllegalStateException(
                    "cluster: none in " + folder.root() + " (expected: one that ./facestream cluster start started)");
        }
        Properties properties = ClusterShape.properties(folder.shape());
        return new LocalCluster(
                folder,
                ClusterShape.read(properties),
                Integer.parseInt(properties.getProperty("zookeeper")),
                Integer.parseInt(properties.getProperty("metrics", "0")));
    }

    /**
     * Starts what is not running yet, and returns when the JobManager sees all TaskManagers.
     *
     * @param wanted the shape of a new cluster; one that is partly alive keeps its own
     * @param step told what is awaited
     */
    public static LocalCluster start(Path place, ClusterShape wanted, Consumer<String> step)
            throws IOException, InterruptedException {
        step.accept("starting " + String.join(", ", wanted.processes()));
        LocalCluster cluster = launch(place, wanted);
        step.accept("waiting for " + cluster.shape.taskManagers() + " TaskManagers");
        cluster.awaitTaskManagers();
        return cluster;
    }

    /** Starts what is not running yet, and does not wait for it. */
    public static LocalCluster launch(Path place, ClusterShape wanted) throws IOException, InterruptedException {
        ClusterFolder folder = new ClusterFolder(place);
        folder.create();
        LocalCluster cluster = prepare(folder, wanted);
        if (!cluster.anyAlive()) {
            cluster.writeLibraries(RunningClassPath.read().lib());
            JobJar.writeReporter(RunningClassPath.ours(), folder.reporterJar());
        }
        NativeLibraries.unpack();
        cluster.launchMissing();
        return cluster;
    }

    private void launchMissing() throws IOException {
        for (String process : shape.processes()) {
            restart(process);
        }
    }

    /**
     * Has all processes run with some libraries: those that run with others are started again, and jobs go on from their last checkpoint.
     *
     * @return whether they were started again
     */
    boolean useLibraries(List<Path> lib) throws IOException, InterruptedException {
        if (lib.equals(libraries())) {
            return false;
        }
        stop();
        writeLibraries(lib);
        launchMissing();
        awaitTaskManagers();
        return true;
    }

    private List<Path> libraries() throws IOException {
        return Files.exists(folder.lib())
                ? Files.readAllLines(folder.lib()).stream().map(Path::of).toList()
                : RunningClassPath.read().lib();
    }

    private void writeLibraries(List<Path> lib) throws IOException {
        Files.write(folder.lib(), lib.stream().map(Path::toString).toList());
    }

    private static LocalCluster prepare(ClusterFolder folder, ClusterShape wanted) throws IOException {
        if (Files.exists(folder.shape())) {
            LocalCluster last = find(folder.root());
            if (last.anyAlive()) {
                return last;
            }
            return configured(
                    folder,
                    wanted.port() == 0 ? wanted.withPort(last.shape.port()) : wanted,
                    last.zooKeeperPort,
                    last.metricsPorts(wanted));
        }
        ClusterShape shape = wanted.port() == 0 ? wanted.withPort(Ports.free(wanted.jobManagers())) : wanted;
        return configured(folder, shape, Ports.free(), freeMetricsPort(shape));
    }

    private static int freeMetricsPort(ClusterShape shape) throws IOException {
        return Ports.free(shape.metricsPorts(0).size());
    }

    /** The first of the ports at which a cluster of another shape can answer Prometheus: the same, where they are free still. */
    private int metricsPorts(ClusterShape wanted) throws IOException {
        boolean taken =
                wanted.metricsPorts(metricsPort).values().stream().anyMatch(port -> !PrometheusEndpoint.isFree(port));
        return metricsPort == 0 || taken ? freeMetricsPort(wanted) : metricsPort;
    }

    private static LocalCluster configured(ClusterFolder folder, ClusterShape shape, int zooKeeperPort, int metricsPort)
            throws IOException {
        for (int i = 0; i < shape.jobManagers(); i++) {
            if (Ports.isTaken(shape.port() + i)) {
                throw new IllegalArgumentException(
                        "port: " + (shape.port() + i) + " is taken by another process (expected: a free one, --port)");
            }
        }
        Configuration configuration = ClusterConfiguration.of(shape, folder, zooKeeperPort);
        ClusterConfiguration.write(configuration, folder, zooKeeperPort);
        shape.write(folder.shape(), zooKeeperPort, metricsPort);
        Files.writeString(folder.metricsTargets(), targets(shape.metricsPorts(metricsPort)));
        return new LocalCluster(folder, shape, zooKeeperPort, metricsPort);
    }

    private static String targets(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .map(process -> "  {\"targets\": [\"" + PrometheusEndpoint.HOST + ":" + process.getValue()
                        + "\"], \"labels\": {\"process\": \"" + process.getKey() + "\"}}")
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private void launch(String process, List<Path> others) throws IOException {
        folder.freshScratch(process);
        List<Path> lib =
                Stream.concat(Stream.of(folder.reporterJar()), others.stream()).toList();
        FlinkCommands commands = new FlinkCommands(
                folder, shape, ClusterConfiguration.read(folder), lib, shape.metricsPorts(metricsPort));
        daemons.start(process, commands.of(process), Map.of());
    }

    /** Starts one process that was killed; does not wait. */
    public void restart(String process) throws IOException {
        if (!daemons.alive(process)) {
            launch(process, libraries());
        }
    }

    /** Kills one process as {@code kill -9} does. */
    public void kill(String process) throws IOException, InterruptedException {
        daemons.kill(process);
    }

    /** Ends all processes of the cluster and no others; jobs that were not cancelled go on when it is started again. */
    public void stop() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(daemons.names());
        names.remove("zookeeper");
        daemons.stop(names, GRACE);
        daemons.stop(List.of("zookeeper"), GRACE);
        for (String process : shape.processes()) {
            ClusterFolder.delete(folder.scratch(process));
        }
    }

    public List<Process> processes() throws IOException {
        List<Process> processes = new ArrayList<>();
        for (String name : shape.processes()) {
            var pid = daemons.pid(name);
            int port = metricsPort == 0 ? 0 : shape.metricsPorts(metricsPort).getOrDefault(name, 0);
            processes.add(new Process(name, pid.isPresent(), pid.orElse(0), port));
        }
        return processes;
    }

    /** Waits until the JobManager that leads sees all TaskManagers. */
    public void awaitTaskManagers() throws IOException, InterruptedException {
        ClusterRest rest = rest();
        await("TaskManagers", () -> {
            try {
                return rest.overview().taskManagers() == shape.taskManagers();
            } catch (IOException e) {
                return false; // no leader yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    /** Slots that no job uses. */
    public int freeSlots() throws IOException, InterruptedException {
        return rest().overview().freeSlots();
    }

    ClusterRest rest() {
        return new ClusterRest(shape);
    }

    ClusterFolder folder() {
        return folder;
    }

    /** The versions of the job that it was given. */
    public JobVersions versions() {
        return new JobVersions(folder);
    }

    public ClusterShape shape() {
        return shape;
    }

    private boolean anyAlive() throws IOException {
        for (String name : daemons.names()) {
            if (daemons.alive(name)) {
                return true;
            }
        }
        return false;
    }

    private void await(String what, BooleanSupplier done) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            for (Process process : processes()) {
                if (!process.alive() && daemons.names().contains(process.name())) {
                    throw new IOException(process.name() + ": ended while it was being started: "
                            + daemons.lastWords(process.name()) + "; see " + daemons.output(process.name()) + " and "
                            + folder.logs().resolve(process.name() + ".log"));
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(what + ": not there after " + PATIENCE.toSeconds() + " s; see " + folder.logs());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
