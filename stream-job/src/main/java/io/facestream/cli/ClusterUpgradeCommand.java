package io.facestream.cli;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.ClusterUpgrade;
import io.facestream.cluster.JobVersion;
import io.facestream.cluster.JobVersions;
import io.facestream.cluster.LocalCluster;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a job to another version of facestream, or to other settings, without losing or doubling an event. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Let a job go on in this version of facestream: savepoint, new jar, restore.",
        description = {
            "",
            "The new version first builds the job without submitting it: what it refuses costs nothing. Then the job ends with a"
                    + " savepoint and goes on from there. If the new version makes no checkpoint, the old one goes on from the same"
                    + " savepoint. Every event is committed once, whatever happens; sightings of the time between may come twice.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  ./facestream cluster upgrade                                  in the version that this checkout is",
            "  ./facestream cluster upgrade --set model=new.onnx --set fpir=0.001",
            "  ./facestream cluster upgrade --back                           in the version before",
            "  ./facestream cluster upgrade --jar facestream-job.jar",
            "",
            "Exit codes: 0 upgraded, 1 refused or gone back to the version before, 2 wrong usage.",
        })
final class ClusterUpgradeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterJobCommands.Target target = new ClusterJobCommands.Target();

    @ArgGroup
    private @Nullable Wanted wanted;

    /** Which version, if not this one. */
    static final class Wanted {
        @Option(names = "--jar", paramLabel = "FILE", description = "A jar of the job that was built elsewhere.")
        private @Nullable Path jar;

        @Option(
                names = "--to",
                paramLabel = "VERSION",
                description = "One that the cluster had: cluster status names them.")
        private @Nullable String version;

        @Option(names = "--back", description = "The version from which the job was upgraded.")
        private boolean back;
    }

    @Option(
            names = "--set",
            paramLabel = "FLAG=VALUE",
            description = "Change a flag that the job was submitted with, or add one. May be repeated.")
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long the new version may take to its first checkpoint. Default: ${DEFAULT-VALUE}.")
    private int patience;

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = target.cluster();
        ClusterJobs jobs = target.jobs();
        String id = target.id();
        ClusterJobs.Submitted submitted = target.submitted(id);
        JobVersions versions = cluster.versions();
        JobVersion own = versions.own();
        JobVersion from = submitted.version().equals(own.id()) ? own : versions.require(submitted.version());
        JobVersion to = version(versions, own, submitted);
        List<String> arguments = submitted.arguments();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            arguments = Submission.with(arguments, "--" + change.getKey(), change.getValue());
        }
        // The version before goes on as it was, the new one as it is wanted.
        Submission old = new Submission(cluster, own, submitted.arguments());
        Submission next = new Submission(cluster, own, arguments);
        ProgressLine progress = new ProgressLine("upgrade");
        ClusterUpgrade.Outcome outcome;
        try {
            outcome = new ClusterUpgrade(cluster, old, next, Duration.ofSeconds(patience), progress::show)
                    .run(id, from, to);
        } finally {
            progress.done();
        }
        if (outcome.failure().isEmpty()) {
            jobs.remember(outcome.job(), new ClusterJobs.Submitted(arguments, to.id(), Optional.of(from.id())));
        }
        print(outcome, from, to);
        return outcome.failure().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private JobVersion version(JobVersions versions, JobVersion own, ClusterJobs.Submitted submitted)
            throws IOException {
        if (wanted == null) {
            return own;
        }
        if (wanted.jar != null) {
            return versions.of(wanted.jar);
        }
        String id = wanted.version;
        if (id == null) {
            id = submitted
                    .before()
                    .orElseThrow(() -> new IllegalStateException(
                            "back: the job was not upgraded before (expected: --to, or --jar)"));
        }
        return id.equals(own.id()) ? own : versions.require(id);
    }

    private void print(ClusterUpgrade.Outcome outcome, JobVersion from, JobVersion to) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("savepoint      " + ClusterJobs.path(outcome.savepoint()));
        terminal.println("version        " + from.id() + " -> "
                + (outcome.failure().isEmpty() ? to.id() : to.id() + " -> " + from.id() + " again"));
        terminal.println("job            " + outcome.job());
        terminal.printf(
                Locale.ROOT,
                "no commit for  %.1f s%s%n",
                outcome.gapMillis() / 1e3,
                outcome.processesRestarted()
                        ? ", the cluster's processes were started again with other libraries"
                        : "");
        terminal.flush();
        outcome.failure().ifPresent(why -> {
            PrintWriter errors = spec.commandLine().getErr();
            errors.println("facestream: version " + to.id() + " did not come up: " + why + " (the version before runs"
                    + " again, nothing is lost)");
            errors.flush();
        });
    }
}
