package io.facestream.cli;

import io.facestream.cluster.LocalKafka;
import io.facestream.terminal.ProgressLine;
import io.facestream.vision.model.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Kafka broker of this machine, to try cluster mode without an installation. */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        header = "A Kafka broker of this machine.",
        description = {"", "One process that listens on 127.0.0.1 only; one copy of everything: for trials and tests."},
        footer = {
            "",
            "Examples:",
            "  ./facestream kafka start",
            "  ./facestream kafka status",
            "  ./facestream kafka stop",
        },
        subcommands = {KafkaCommand.Start.class, KafkaCommand.Stop.class, KafkaCommand.Status.class})
final class KafkaCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "kafka: no command given (expected: one of those below)");
    }

    /** Where the broker keeps everything. */
    static final class Place {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = "The broker's folder: topics and logs. Default: .facestream/kafka.")
        private @Nullable Path dir;

        Path folder() {
            return dir == null ? ModelStore.home().resolve("kafka") : dir;
        }
    }

    /** Starts the broker. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Start the broker, unless it is alive, and wait until it answers.")
    static final class Start implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private final Place place = new Place();

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "9092",
                description = "Where clients find it; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
        private int port;

        @Override
        public Integer call() throws Exception {
            ProgressLine progress = new ProgressLine("kafka");
            progress.show("starting the broker");
            LocalKafka kafka;
            try {
                kafka = LocalKafka.start(place.folder(), port);
            } finally {
                progress.done();
            }
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.printf("broker  process %d at %s%n", kafka.pid().orElse(0), kafka.servers());
            terminal.println("folder  " + place.folder());
            terminal.flush();
            return ExitCode.OK;
        }
    }

    /** Stops the broker. */
    @Command(name = "stop", mixinStandardHelpOptions = true, header = "Stop the broker; its topics stay.")
    static final class Stop implements Callable<Integer> {
        @Mixin
        private final Place place = new Place();

        @Override
        public Integer call() throws Exception {
            LocalKafka.find(place.folder()).stop();
            return ExitCode.OK;
        }
    }

    /** Says how the broker is. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            header = "Say whether the broker answers.",
            footer = {"", "Exit codes: 0 it answers, 1 it does not."})
    static final class Status implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private final Place place = new Place();

        @Override
        public Integer call() throws Exception {
            LocalKafka kafka = LocalKafka.find(place.folder());
            OptionalLong pid = kafka.pid();
            boolean answers = pid.isPresent() && kafka.answers();
            String process = pid.isPresent() ? "process " + pid.getAsLong() : "not running";
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.println("broker  " + process + " at " + kafka.servers()
                    + (pid.isPresent() && !answers ? ", does not answer" : ""));
            terminal.flush();
            return answers ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
