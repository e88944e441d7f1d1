package io.facestream.cli;

import io.facestream.cluster.ClusterShape;
import io.facestream.cluster.LocalCluster;
import io.facestream.terminal.ProgressLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Flink cluster of this machine: starts and ends it, says how it is, and gives it jobs. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        header = "A Flink cluster of this machine, and the jobs on it.",
        footer = {
            "",
            "Examples:",
            "  ./facestream cluster start --taskmanagers 2 --slots 2",
            "  ./facestream cluster submit --source kafka://frames --facebank people/ --events kafka://identity-events",
            "  ./facestream cluster status",
            "  ./facestream cluster stop",
        },
        subcommands = {
            ClusterCommand.Start.class,
            ClusterCommand.Stop.class,
            ClusterStatusCommand.class,
            ClusterSubmitCommand.class,
            ClusterJobCommands.Cancel.class,
            ClusterJobCommands.Savepoint.class,
            ClusterJobCommands.Rescale.class,
            ClusterUpgradeCommand.class,
            ClusterImageCommand.class
        })
final class ClusterCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cluster: no command given (expected: one of those below)");
    }

    /** Starts what is missing. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Start ZooKeeper, JobManagers and TaskManagers, each a process of its own.",
            description = {
                "",
                "They outlive this command and listen on 127.0.0.1 only. If some are alive, only what is missing is started, in the"
                        + " shape that the cluster has. Jobs that were running when it was stopped go on from their last checkpoint.",
                "",
            },
            footer = {
                "",
                "Examples:",
                "  ./facestream cluster start",
                "  ./facestream cluster start --jobmanagers 2 --taskmanagers 3 --slots 2 --memory 3g",
            })
    static final class Start implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private final ClusterPlace place = new ClusterPlace();

        @Option(
                names = "--jobmanagers",
                paramLabel = "N",
                defaultValue = "1",
                description = "1, or 2 of which one stands by. Default: ${DEFAULT-VALUE}.")
        private int jobManagers;

        @Option(
                names = "--taskmanagers",
                paramLabel = "N",
                defaultValue = "2",
                description = "Processes that do the work. Default: ${DEFAULT-VALUE}.")
        private int taskManagers;

        @Option(
                names = "--slots",
                paramLabel = "M",
                defaultValue = "2",
                description = "Slots of each TaskManager. Default: ${DEFAULT-VALUE}.")
        private int slots;

        @Option(
                names = "--memory",
                paramLabel = "SIZE",
                defaultValue = "2g",
                description = "Memory of each TaskManager, native libraries included. Default: ${DEFAULT-VALUE}.")
        private String memory = "2g";

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "8081",
                description = "Of the JobManager's web pages; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
        private int port;

        @Option(
                names = "--java-option",
                paramLabel = "OPTION",
                description = "Further option of each process's JVM. May be repeated.")
        private List<String> javaOptions = List.of();

        @Override
        public Integer call() throws Exception {
            ClusterShape shape;
            try {
                shape = new ClusterShape(jobManagers, taskManagers, slots, memory, port, javaOptions);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
            ProgressLine progress = new ProgressLine("cluster");
            LocalCluster cluster;
            try {
                cluster = LocalCluster.start(place.folder(), shape, progress::show);
            } finally {
                progress.done();
            }
            PrintWriter terminal = spec.commandLine().getOut();
            cluster.processes().forEach(process -> ClusterStatusCommand.print(process, terminal));
            terminal.println(
                    "web pages      http://127.0.0.1:" + cluster.shape().port());
            terminal.println("slots          "
                    + cluster.shape().taskManagers() * cluster.shape().slots());
            terminal.println("logs           " + place.folder().resolve("logs"));
            terminal.flush();
            return ExitCode.OK;
        }
    }

    /** Ends the cluster's processes. */
    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            header = "End the cluster's processes, and no others.",
            description = {
                "",
                "Jobs that were not cancelled go on from their last checkpoint when the cluster is started again."
            })
    static final class Stop implements Callable<Integer> {
        @Mixin
        private final ClusterPlace place = new ClusterPlace();

        @Override
        public Integer call() throws Exception {
            place.find().stop();
            return ExitCode.OK;
        }
    }
}
