package io.facestream.cli;

import io.facestream.cluster.ImageFolder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gathers what container images hold. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        header = "Put the program into a folder from which container images are made.",
        description = {
            "",
            "DIR/job/usrlib and DIR/job/lib go into an image of Flink's, DIR/tools/lib into one with Java. The files in helm/docker do"
                    + " that; docs/kubernetes.md has the steps.",
            "",
        },
        footer = {"", "Example:", "  ./facestream cluster image image/"})
final class ClusterImageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A new folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        try {
            ImageFolder.write(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), "image: " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }
}
