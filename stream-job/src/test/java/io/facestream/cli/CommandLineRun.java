package io.facestream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line printed and how it ended. */
record CommandLineRun(int exitCode, String out, String err) {
    /** Executes the whole program's command line in this JVM. */
    static CommandLineRun of(String... arguments) {
        return of(Facestream.commandLine(), arguments);
    }

    static CommandLineRun of(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
