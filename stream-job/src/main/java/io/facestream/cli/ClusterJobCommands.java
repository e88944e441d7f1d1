package io.facestream.cli;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.LocalCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands for a job that runs on a cluster. */
final class ClusterJobCommands {
    private ClusterJobCommands() {}

    /** Which job. */
    static final class Target {
        @Mixin
        private final ClusterPlace place = new ClusterPlace();

        @Parameters(
                arity = "0..1",
                paramLabel = "JOB",
                description = "The job's id or its beginning. Default: the only job that runs.")
        private @Nullable String job;

        LocalCluster cluster() throws IOException {
            return place.find();
        }

        ClusterJobs jobs() throws IOException {
            return new ClusterJobs(cluster());
        }

        /** How a job was submitted. */
        ClusterJobs.Submitted submitted(String id) throws IOException {
            return jobs().submitted(id)
                    .orElseThrow(() -> new IllegalStateException("job " + id
                            + ": its flags were not kept, a password stood in them (expected: savepoint --stop, then submit"
                            + " --from-savepoint)"));
        }

        String id() throws Exception {
            return jobs().require(Optional.ofNullable(job));
        }
    }

    /** Ends a job. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            header = "End a job.",
            description = {
                "",
                "Its last checkpoint is kept; what came after it was not committed. savepoint --stop loses no work."
            })
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            target.jobs().cancel(target.id());
            return ExitCode.OK;
        }
    }

    /** Writes a savepoint. */
    @Command(
            name = "savepoint",
            mixinStandardHelpOptions = true,
            header = "Write the job's whole state, from which it can go on, also with another parallelism or version.",
            footer = {"", "Example:", "  ./facestream cluster savepoint --stop"})
    static final class Savepoint implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private final Target target = new Target();

        @Option(names = "--stop", description = "End the job with it.")
        private boolean stop;

        @Override
        public Integer call() throws Exception {
            String id = target.id();
            String savepoint = stop ? target.jobs().stop(id) : target.jobs().savepoint(id);
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.println("savepoint " + ClusterJobs.path(savepoint));
            terminal.flush();
            return ExitCode.OK;
        }
    }

    /** Changes a job's parallelism. */
    @Command(
            name = "rescale",
            mixinStandardHelpOptions = true,
            header = "Stop a job with a savepoint and let it go on with another parallelism.",
            description = {"", "Submits it again with the flags that it was submitted with."},
            footer = {"", "Example:", "  ./facestream cluster rescale --parallelism 4"})
    static final class Rescale implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private final Target target = new Target();

        @Option(names = "--parallelism", paramLabel = "N", required = true, description = "Slots from now on.")
        private int parallelism;

        @Override
        public Integer call() throws Exception {
            if (parallelism < 1) {
                throw new ParameterException(
                        spec.commandLine(), "parallelism: " + parallelism + " (expected: at least 1)");
            }
            ClusterJobs jobs = target.jobs();
            String id = target.id();
            List<String> arguments =
                    Submission.with(target.submitted(id).arguments(), "--parallelism", String.valueOf(parallelism));
            List<String> again = new ArrayList<>(List.of("cluster", "submit"));
            again.addAll(Submission.with(arguments, "--from-savepoint", jobs.stop(id)));
            CommandLine commandLine = Facestream.commandLine();
            commandLine.setOut(spec.commandLine().getOut());
            commandLine.setErr(spec.commandLine().getErr());
            return commandLine.execute(again.toArray(String[]::new));
        }
    }
}
