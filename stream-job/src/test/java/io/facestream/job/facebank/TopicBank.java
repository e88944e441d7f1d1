package io.facestream.job.facebank;

import io.facestream.bench.MadeFacebank;
import io.facestream.bench.ProbeJob;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.TopicChange;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A facebank's topics on the test broker, and a job that decides by them: probe N looks like look N. */
final class TopicBank implements AutoCloseable {
    static final int PROBES = 3;

    private static final int SUBTASKS = 2;

    final String topic;
    final FacebankTopicWriter writer;
    private final Path folder;
    private final Path keyFile;
    private final MasterKey master;

    TopicBank(Path folder) {
        this.folder = folder;
        this.topic = "facebank-" + UUID.randomUUID().toString().substring(0, 8);
        this.keyFile = folder.resolve(topic + ".key");
        this.master = MasterKey.create(keyFile);
        FacebankTopics.create(topic, TestBroker.client());
        this.writer = FacebankTopicWriter.open(topic, TestBroker.client(), master, "test");
    }

    /** Makes exactly these people known; person N has look N. */
    String publish(int... people) {
        List<FacebankRecord> records = new ArrayList<>();
        for (int person : people) {
            records.add(MadeFacebank.record("person" + person, person, MadeFacebank.modelId()));
        }
        return publish(records);
    }

    String publish(List<FacebankRecord> records) {
        return version(writer.publish(MadeFacebank.of(records), PublishOptions.exact()));
    }

    static String version(TopicChange change) {
        return change.commit().version();
    }

    FacebankTopicWriter anotherWriter() {
        return FacebankTopicWriter.open(topic, TestBroker.client(), master, "test");
    }

    String id(int person) {
        return writer.personId("person" + person);
    }

    ProbeJob job() throws Exception {
        return job("");
    }

    ProbeJob job(String savepoint) throws Exception {
        return ProbeJob.start(plan(savepoint, Optional.empty(), List.of()));
    }

    /** A job in which a second model decides beside the first, and sees probes of its own. */
    ProbeJob job(ModelChoice shadow, List<float[]> shadowProbes) throws Exception {
        return ProbeJob.start(plan("", Optional.of(shadow), shadowProbes));
    }

    private ProbeJob.Plan plan(String savepoint, Optional<ModelChoice> shadow, List<float[]> shadowProbes) {
        FacebankInput input =
                new FacebankInput("", Optional.of(new KafkaAddress(topic, TestBroker.client())), keyFile.toString());
        List<float[]> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(MadeFacebank.unit(i));
        }
        return new ProbeJob.Plan(
                input.feed(new ModelChoice(""), shadow, Device.CPU),
                input.vectors(),
                SUBTASKS,
                probes,
                Duration.ofMillis(20),
                folder.resolve("job"),
                savepoint,
                Duration.ofSeconds(1),
                shadow,
                shadowProbes);
    }

    /** Waits until every subtask decides by this version. */
    static void await(ProbeJob job, String version) {
        Awaitility.await("version " + version)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job.allDecideBy(version));
    }

    /** Who each probe is by this version: every decision of it must say the same. Empty for nobody. */
    static List<String> who(ProbeJob job, String version) {
        await(job, version);
        Awaitility.await("every probe by version " + version)
                .atMost(Duration.ofSeconds(30))
                .until(() -> decisions(job, version).stream()
                                .map(ProbeJob.Seen::probe)
                                .distinct()
                                .count()
                        == PROBES);
        List<String> who = new ArrayList<>();
        for (int probe = 0; probe < PROBES; probe++) {
            int number = probe;
            List<String> names = decisions(job, version).stream()
                    .filter(seen -> seen.probe() == number)
                    .map(seen -> seen.decision().personId())
                    .distinct()
                    .toList();
            if (names.size() != 1) {
                throw new AssertionError(
                        "version " + version + ", probe " + probe + ": " + names + " (expected: one answer)");
            }
            who.add(names.get(0));
        }
        return who;
    }

    static List<ProbeJob.Seen> decisions(ProbeJob job, String version) {
        return job.seen().stream()
                .filter(seen -> seen.facebankVersion().equals(version))
                .toList();
    }

    @Override
    public void close() {
        writer.close();
    }
}
