package io.facestream.cli;

import io.facestream.cli.console.Console;
import io.facestream.cli.console.ConsoleOptions;
import io.facestream.cli.console.Watched;
import io.facestream.cluster.JobWatch;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.shadow.ShadowModel;
import io.facestream.job.uselog.UseLog;
import io.facestream.job.watch.JobPulse;
import io.facestream.job.watch.RunView;
import io.facestream.job.watch.topic.TopicWatch;
import io.facestream.job.watch.topic.WatchedTopics;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a job that runs on a cluster in a browser, by what its topics tell. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show a cluster's job in a browser, through its topics.",
        description = {
            "",
            "Reads events, boxes and frames from Kafka and shows them as run --console does: live video, visits, people to enrol, the"
                    + " threshold, health. It needs nothing of the job but its topics, writes to none of them but reviews to the log of use, and"
                    + " may be started, stopped and started twice at any time. Prints an address with a token; ends with Ctrl-C.",
            "",
        },
        footer = {
            "",
            "Where the broker or the cluster is away, the pages say so and go on by themselves when it is back.",
            "See docs/console.md.",
            "",
            "Examples:",
            "  ./facestream console --kafka 127.0.0.1:9092",
            "  ./facestream console --facebank kafka://facebank --facebank-key facebank.key --crops crops/",
            "  ./facestream console --facebank kafka://facebank --facebank-key facebank.key --shadow-model new-model/",
            "  ./facestream console --kafka client.properties --rest http://jobmanager:8081 --console-config console.yaml",
        })
final class ConsoleCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final WatchedTopicFlags topicFlags = new WatchedTopicFlags();

    @Option(
            names = "--facebank",
            paramLabel = "kafka://TOPIC|FOLDER|FILE",
            description = "The job's facebank, for names, people, threshold. Default: none; ids are shown.")
    private @Nullable String facebank;

    @Mixin
    private final KeyFlags key = new KeyFlags();

    @Option(
            names = "--crops",
            paramLabel = "FOLDER",
            description =
                    "Where the job keeps faces of visits (--crops of the job), if this machine sees it. Default: none.")
    private @Nullable Path crops;

    @Option(
            names = "--fpir",
            paramLabel = "P",
            description = "That the job was started with, unless the facebank sets it. Default: 0.01.")
    private @Nullable Double fpir;

    @Option(names = "--model", paramLabel = "FILE|FOLDER", description = "The job's, if it is not the default one.")
    private @Nullable Path model;

    @Option(
            names = "--shadow-model",
            paramLabel = "FILE|FOLDER",
            description =
                    "The job's second model, so that people can be enrolled with it when it is put in force. Default: none.")
    private @Nullable String shadowModel;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description =
                    "On which pictures are looked at that are handed in: cpu, cuda:N or auto. Default: ${DEFAULT-VALUE}.")
    private Device device = Device.CPU;

    @Option(
            names = "--rest",
            paramLabel = "URL|none",
            description =
                    "JobManager to ask how the job does, such as http://host:8081; commas between several. Default: that of"
                            + " ./facestream cluster start on this machine, if there is one.")
    private @Nullable String rest;

    @Option(
            names = "--job",
            paramLabel = "NAME|ID",
            description = "Which of the cluster's jobs. Default: the latest that has not ended.")
    private @Nullable String job;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of this machine to serve at; 0 takes any. Default: " + ConsoleOptions.PORT + ".")
    private @Nullable Integer port;

    @Option(
            names = "--console-config",
            paramLabel = "FILE",
            description =
                    "Address, tokens with their roles and cameras, and certificate, in YAML. See docs/console.md.")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
        ConsoleOptions options;
        WatchedTopics topics;
        Watched watched;
        List<URI> cluster;
        try {
            options = new ConsoleOptions(Optional.ofNullable(port), Optional.ofNullable(config));
            topics = topicFlags.topics();
            watched = watched(topics.cluster());
            cluster = cluster();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try (RunView view = RunView.open(ProcessHandle.current().pid() + "-" + System.identityHashCode(this));
                Console.Serving console = Console.find().serve(watched, view, options);
                TopicWatch reading = TopicWatch.open(topics, view)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("reading " + topics + (cluster.isEmpty() ? "" : ", asking " + shown(cluster)));
            out.println("console: " + console.address());
            out.flush();
            if (cluster.isEmpty()) {
                view.job(JobPulse.unknown(JobPulse.NOT_ASKED));
                untilInterrupted();
            } else {
                try (JobWatch asking = JobWatch.open(cluster, Optional.ofNullable(job), view::job)) {
                    untilInterrupted();
                }
            }
        }
        return ExitCode.OK;
    }

    private Watched watched(KafkaAddress cluster) {
        IdentifyOptions usual = IdentifyOptions.defaults();
        IdentifyOptions identify = fpir == null
                ? usual
                : new IdentifyOptions(
                        fpir,
                        usual.margin(),
                        usual.minShots(),
                        usual.evidenceBudget(),
                        usual.topK(),
                        usual.calibration());
        checkModels();
        return new Watched(
                List.of(),
                facebank(cluster.client()),
                identify,
                Optional.ofNullable(model),
                Optional.ofNullable(shadowModel),
                device,
                Optional.ofNullable(crops).map(folder -> new Watched.KeptCrops(folder, key.file())),
                topicFlags
                        .useLog()
                        .map(topic -> new Watched.Uses(
                                List.of(UseLog.of(cluster.withTopic(topic))),
                                "topic " + topic + ": not there (expected: one made by ./facestream topics create)"))
                        .orElseGet(() -> Watched.Uses.none("this console was started with --use-log none")),
                true,
                Optional.empty());
    }

    private void checkModels() {
        String main = model == null ? "" : model.toString();
        if (model != null) {
            requireModel("model", main);
        }
        if (shadowModel != null) {
            requireModel("shadow-model", shadowModel);
            ModelChoice own = new ModelChoice(main);
            ShadowModel.require(
                    own.embeddingBy(shadowModel), own.open().embedding().card());
        }
    }

    private static void requireModel(String what, String name) {
        if (!ModelChoice.exists(name)) {
            throw new IllegalArgumentException(
                    what + ": " + name
                            + " (expected: an ONNX file with its card beside it, a folder with a pack, or an imported pack's name)");
        }
    }

    private FacebankInput facebank(Map<String, String> client) {
        String keyFile = key.file().map(Path::toString).orElse("");
        if (facebank == null || facebank.isEmpty()) {
            return FacebankInput.none();
        }
        if (KafkaAddress.isKafka(facebank)) {
            key.require();
            return new FacebankInput("", Optional.of(KafkaAddress.parse(facebank, client)), keyFile);
        }
        if (!Files.exists(Path.of(facebank))) {
            throw new IllegalArgumentException("facebank: " + facebank
                    + " (expected: kafka://TOPIC, a folder PERSON/*.jpg|png|webp, or a facebank file)");
        }
        return new FacebankInput(facebank, Optional.empty(), keyFile);
    }

    private List<URI> cluster() throws IOException {
        if (rest == null) {
            return JobWatch.local(ModelStore.home().resolve("cluster"));
        }
        return rest.equals("none") ? List.of() : JobWatch.parse(rest);
    }

    private static String shown(List<URI> addresses) {
        return String.join(" or ", addresses.stream().map(URI::getAuthority).toList());
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
