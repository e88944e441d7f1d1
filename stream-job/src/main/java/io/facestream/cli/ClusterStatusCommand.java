package io.facestream.cli;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.LocalCluster;
import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how a cluster and its jobs are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Show processes, slots and jobs.",
        description = {
            "",
            "Of each job: its tasks, how often it was restarted, its last checkpoint, and what could not be committed.",
        },
        footer = {"", "Exit codes: 0 all is well, 1 a process is gone or a job is in trouble."})
final class ClusterStatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterPlace place = new ClusterPlace();

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = place.find();
        PrintWriter terminal = spec.commandLine().getOut();
        boolean well = printProcesses(cluster, terminal);
        if (cluster.processes().stream()
                .noneMatch(process -> process.alive() && process.name().startsWith("jobmanager"))) {
            terminal.println("jobs           unknown, no JobManager is alive");
            terminal.flush();
            return ExitCode.SOFTWARE;
        }
        terminal.println("slots          " + cluster.freeSlots() + " of "
                + cluster.shape().taskManagers() * cluster.shape().slots() + " free");
        ClusterJobs jobs = new ClusterJobs(cluster);
        List<ClusterJobs.Health> running = jobs.running();
        if (running.isEmpty()) {
            terminal.println("jobs           none");
        }
        for (ClusterJobs.Health job : running) {
            well &= print(job, jobs.submitted(job.id()).map(ClusterJobs.Submitted::version), terminal);
        }
        terminal.println("versions       " + String.join(" ", cluster.versions().ids()));
        terminal.flush();
        return well ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static boolean printProcesses(LocalCluster cluster, PrintWriter terminal) throws IOException {
        boolean all = true;
        for (LocalCluster.Process process : cluster.processes()) {
            print(process, terminal);
            all &= process.alive();
        }
        return all;
    }

    static void print(LocalCluster.Process process, PrintWriter terminal) {
        terminal.printf(
                "%-14s %s%s%n",
                process.name(),
                process.alive() ? "process " + process.pid() : "not running",
                process.alive() && process.metricsPort() > 0
                        ? ", metrics " + PrometheusEndpoint.address(process.metricsPort())
                        : "");
    }

    private static boolean print(ClusterJobs.Health job, Optional<String> version, PrintWriter terminal) {
        terminal.println("job            " + job.id() + "  " + job.name()
                + version.map(id -> "  version " + id).orElse(""));
        terminal.printf(
                "  %-12s %s, %d of %d tasks run, restarted %d times%n",
                "state", job.state(), job.runningTasks(), job.tasks(), job.restarts());
        terminal.printf("  %-12s %s%n", "checkpoints", checkpoints(job));
        boolean lost = job.lostTransactions() > 0;
        if (lost) {
            terminal.printf(
                    "  %-12s %d transactions could not be committed: their identity events are lost%n",
                    "WARNING", job.lostTransactions());
        }
        return !lost && job.tasks() > 0 && job.runningTasks() == job.tasks();
    }

    private static String checkpoints(ClusterJobs.Health job) {
        if (job.lastCheckpointMillis() == 0) {
            return "none yet, " + job.failedCheckpoints() + " failed";
        }
        long ago = Duration.ofMillis(System.currentTimeMillis() - job.lastCheckpointMillis())
                .toSeconds();
        return String.format(
                Locale.ROOT,
                "%d, %d failed; the last one %d s ago, %.1f KiB",
                job.checkpoints(),
                job.failedCheckpoints(),
                ago,
                job.lastCheckpointBytes() / 1024.0);
    }
}
