package io.facestream.terminal;

import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong in a line, without a stack trace, which goes to the log. */
public final class ErrorLines {
    private static final String PREFIX = "facestream: ";

    private ErrorLines() {}

    /** A command line whose help fits the terminal, and whose errors are told in a line. */
    public static CommandLine commandLine(Object root) {
        CommandLine commandLine = new CommandLine(root);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(ErrorLines::wrongUsage);
        commandLine.setExecutionExceptionHandler(ErrorLines::failed);
        return commandLine;
    }

    /** Prints what is wrong with the arguments, and where the right ones are described. */
    static int wrongUsage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        // What a value's own parser says is better than picocli's sentence about it.
        Throwable told = error.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                ? cause
                : error;
        if (error instanceof MissingParameterException) {
            // often the cause: a required option whose name is mistyped is both unknown and missing
            command.getUnmatchedArguments().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .forEach(option -> print(err, "Unknown option: '" + option + "'"));
        }
        print(err, String.valueOf(told.getMessage()));
        if (command.getParent() == null && !command.getSubcommands().isEmpty() && !isUnmatched(error)) {
            command.usage(err);
        } else {
            UnmatchedArgumentException.printSuggestions(error, err);
            String name = command.getCommandSpec().qualifiedName();
            err.println("Try: ./" + name + " --help");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    /** Prints why a command failed. */
    static int failed(Exception error, CommandLine command, @Nullable ParseResult parsed) {
        LoggerFactory.getLogger(ErrorLines.class).debug("The command failed", error);
        Throwable cause = unwrap(error);
        print(command.getErr(), describe(cause));
        if (isUnexpected(cause)) {
            String log = System.getProperty("facestream.log");
            command.getErr()
                    .println(log == null ? "  at " + origin(cause) : "  at " + origin(cause) + "; details: " + log);
        }
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    /** The innermost exception that says something of its own: wrappers whose message only repeats their cause are skipped. */
    public static Throwable unwrap(Throwable error) {
        Throwable told = error;
        while (told.getCause() != null && told.getCause() != told && isWrapper(told)) {
            told = told.getCause();
        }
        return told;
    }

    /** The message for the user, which for the JDK's file exceptions holds only a path and needs its verb. */
    public static String describe(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return "unexpected " + error.getClass().getSimpleName();
        }
        if (error instanceof NoSuchFileException) {
            return message + ": no such file or folder";
        }
        if (error instanceof FileAlreadyExistsException) {
            return message + ": exists already";
        }
        if (error instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (error instanceof NotDirectoryException) {
            return message + ": not a folder";
        }
        if (error instanceof DirectoryNotEmptyException) {
            return message + ": the folder is not empty";
        }
        if (error instanceof FileNotFoundException) {
            return message;
        }
        return isUnexpected(error) ? "unexpected " + error.getClass().getSimpleName() + ": " + message : message;
    }

    private static boolean isWrapper(Throwable error) {
        String message = error.getMessage();
        String type = error.getClass().getName();
        return message == null
                || error instanceof ExecutionException
                || error instanceof CompletionException
                || error instanceof InvocationTargetException
                || error instanceof CommandLine.ExecutionException
                || type.startsWith("org.apache.flink.")
                || message.equals(String.valueOf(error.getCause()));
    }

    /** Whether this is a defect of the program rather than of its input, so that the place in the code is worth telling. */
    private static boolean isUnexpected(Throwable error) {
        return error.getMessage() == null
                || error instanceof NullPointerException
                || error instanceof ClassCastException
                || error instanceof IndexOutOfBoundsException
                || error instanceof ArithmeticException
                || error instanceof LinkageError;
    }

    private static String origin(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        for (StackTraceElement element : trace) {
            if (element.getClassName().startsWith("io.facestream.")) {
                return element.toString();
            }
        }
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }

    private static boolean isUnmatched(ParameterException error) {
        return error instanceof UnmatchedArgumentException;
    }

    private static void print(PrintWriter err, String message) {
        for (String line : message.strip().split("\\R")) {
            err.println(PREFIX + line);
        }
    }
}
