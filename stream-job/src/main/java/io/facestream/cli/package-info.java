/**
 * The command line: one root command, one class a command, the exit codes and the way in which errors are told.
 *
 * <p>Entry point is {@link io.facestream.cli.Facestream}, which the launcher {@code ./facestream} starts after it has built what
 * is missing. A command is a picocli class registered in {@link io.facestream.cli.Facestream}'s annotation. It returns when its
 * work is done (exit code 0), throws {@link picocli.CommandLine.ParameterException} when it was called wrongly (2), and throws
 * any other exception when the work failed (1): its message, which names the value and what was expected, is all that the user
 * sees; the stack trace goes to the log file. Results are written to {@code System.out}, progress and errors to {@code System.err}.
 *
 * <p>Other parts of the program never print; they log, and the log goes to {@code .facestream/logs/facestream.log}, its warnings
 * to the terminal as well.
 */
@NullMarked
package io.facestream.cli;

import org.jspecify.annotations.NullMarked;
