package io.facestream.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of another version of facestream as a process of its own. */
public final class VersionProgram {
    private static final String MAIN = "io.facestream.cli.Facestream";
    private static final long PATIENCE_SECONDS = 180;

    private final LocalCluster cluster;
    private final JobVersion version;

    public VersionProgram(LocalCluster cluster, JobVersion version) {
        this.cluster = cluster;
        this.version = version;
    }

    /**
     * What a command said.
     *
     * @param err without Java's own words
     */
    public record Said(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
    public Said run(List<String> arguments) throws IOException, InterruptedException {
        ClusterFolder folder = cluster.folder();
        Path out = Files.createTempFile(folder.logs(), "submit", ".out");
        Path err = Files.createTempFile(folder.logs(), "submit", ".err");
        try {
            List<String> command = new ArrayList<>(List.of(FlinkCommands.javaProgram()));
            command.addAll(FlinkCommands.launcherOptions());
            command.add("-XX:TieredStopAtLevel=1");
            command.addAll(FlinkCommands.systemProperties(folder.logs().resolve("submit.log"), folder.logConfig()));
            command.addAll(List.of("-cp", FlinkCommands.classPath(version.classPath()), MAIN));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(
                        "version " + version.id() + ": no answer within " + PATIENCE_SECONDS + " s (expected: a job)");
            }
            return new Said(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
