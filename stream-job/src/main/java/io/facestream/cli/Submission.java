package io.facestream.cli;

import io.facestream.cluster.ClusterUpgrade;
import io.facestream.cluster.JobVersion;
import io.facestream.cluster.LocalCluster;
import io.facestream.cluster.VersionProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * Submits a job again with the arguments of {@code cluster submit}; in this process, or by the program of another version.
 *
 * @param own the version that this process is
 */
record Submission(LocalCluster cluster, JobVersion own, List<String> arguments) implements ClusterUpgrade.Submitter {
    private static final String SAYS = "facestream: ";
    private static final Pattern JOB = Pattern.compile("(?m)^job ([0-9a-f]{32})\\b");

    Submission {
        arguments = List.copyOf(arguments);
    }

    /** Replaces options, or adds them. */
    static List<String> with(List<String> arguments, String option, String value) {
        List<String> changed = without(arguments, option);
        changed.add(option);
        changed.add(value);
        return changed;
    }

    /** Leaves options out, with their values. */
    static List<String> without(List<String> arguments, String... options) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean dropped = false;
            for (String option : options) {
                if (argument.equals(option)) {
                    i++; // its value
                    dropped = true;
                } else if (argument.startsWith(option + "=")) {
                    dropped = true;
                }
            }
            if (!dropped) {
                rest.add(argument);
            }
        }
        return rest;
    }

    @Override
    public void check(JobVersion version) throws IOException, InterruptedException {
        run(version, "--dry-run", "");
    }

    @Override
    public String submit(JobVersion version, String savepoint) throws IOException, InterruptedException {
        String said = run(version, "--from-savepoint", savepoint);
        Matcher job = JOB.matcher(said);
        if (!job.find()) {
            throw new IOException("version " + version.id() + ": " + lastLine(said) + " (expected: a job)");
        }
        return job.group(1);
    }

    private String run(JobVersion version, String option, String value) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cluster", "submit"));
        command.addAll(without(arguments, "--from-savepoint"));
        command.add(option);
        if (!value.isEmpty()) {
            command.add(value);
        }
        VersionProgram.Said said =
                version.equals(own) ? here(command) : new VersionProgram(cluster, version).run(command);
        if (said.exitCode() != ExitCode.OK) {
            throw new IOException("version " + version.id() + ": " + lastLine(said.err() + said.out()) + " (exit code "
                    + said.exitCode() + ")");
        }
        return said.out();
    }

    private static VersionProgram.Said here(List<String> command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Facestream.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int code = commandLine.execute(command.toArray(String[]::new));
        return new VersionProgram.Said(code, out.toString(), err.toString());
    }

    /** The line that says what is wrong. */
    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> line.startsWith(SAYS))
                .reduce((first, second) -> second)
                .map(line -> line.substring(SAYS.length()))
                .or(() -> text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:")) // the JVM's own
                        .findFirst())
                .orElse("no word");
    }
}
