package io.facestream.facebank.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.PersonKey;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R36: templates are encrypted at rest, in topic, history and file; and erasing leaves nothing that could be opened. */
@Timeout(120)
class R36EncryptionIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private MasterKey master;
    private String topic;

    @BeforeEach
    void newTopic() {
        master = MadeBanks.key(folder);
        topic = MadeBanks.topic();
    }

    private FacebankTopicWriter writer() {
        return FacebankTopicWriter.open(topic, TestBroker.client(), master, "ann");
    }

    private List<String> topics() {
        return FacebankTopics.specifications(topic).stream()
                .map(FacebankTopics.Specification::name)
                .toList();
    }

    /** The bytes of every file that the broker keeps of a topic. */
    private static String onDisk(String topic) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(TestBroker.folder())) {
            for (Path file : files.filter(
                            f -> f.getParent().getFileName().toString().startsWith(topic + "-0"))
                    .toList()) {
                try {
                    all.write(Files.readAllBytes(file));
                } catch (NoSuchFileException e) {
                    // Kafka deleted it meanwhile.
                }
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** How a template would look if it were there in the clear: parts of it as floats of either byte order, and as base64. */
    private static List<String> clearForms(float[] template) {
        ByteBuffer little = ByteBuffer.allocate(4 * template.length).order(ByteOrder.LITTLE_ENDIAN);
        little.asFloatBuffer().put(template);
        ByteBuffer big = ByteBuffer.allocate(4 * template.length);
        big.asFloatBuffer().put(template);
        List<String> forms = new ArrayList<>();
        for (byte[] bytes : List.of(little.array(), big.array())) {
            for (int from = 0; from + 24 <= bytes.length; from += 240) {
                forms.add(new String(bytes, from, 12, StandardCharsets.ISO_8859_1));
                byte[] part = java.util.Arrays.copyOfRange(bytes, from, from + 24);
                forms.add(Base64.getEncoder().encodeToString(part));
            }
        }
        return forms;
    }

    @Test
    void neitherTemplatesNorNamesAreReadableOnDisk() throws IOException {
        Facebank bank = MadeBanks.of("bob", "eve");
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(bank, PublishOptions.exact());
        }
        Path clear = folder.resolve("clear.facebank");
        FacebankFile.write(bank, clear);
        Path sealed = folder.resolve("sealed.facebank");
        FacebankFile.write(bank, sealed, master);
        String clearBytes = Files.readString(clear, StandardCharsets.ISO_8859_1);
        StringBuilder rest = new StringBuilder(Files.readString(sealed, StandardCharsets.ISO_8859_1));
        for (String name : topics()) {
            String bytes = onDisk(name);
            assertThat(bytes).as(name).isNotEmpty().doesNotContain("Name of", "one.jpg", "signed on paper");
            rest.append(bytes);
        }
        assertThat(rest).contains("\"type\":\"template\"");
        for (FacebankRecord record : bank.records()) {
            List<String> forms = clearForms(record.template());
            assertThat(forms).anyMatch(clearBytes::contains);
            assertThat(forms).noneMatch(form -> rest.indexOf(form) >= 0);
        }
    }

    @Test
    void afterErasureNothingOpensNotEvenWithTheMasterKeyAndEverythingEverWritten() throws Exception {
        String eve;
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
            eve = writer.personId("eve");
        }
        List<TemplateRow> copies = MadeBanks.read(topic, null).stream()
                .filter(TemplateRow.class::isInstance)
                .map(TemplateRow.class::cast)
                .filter(row -> row.personId().equals(eve))
                .toList();
        String keyOnDisk = wrappedKey(eve);
        assertThat(onDisk(topic + "-keys")).contains(keyOnDisk);
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master)) {
            PersonKey key = keys.of(eve).orElseThrow();
            assertThat(copies)
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.template().open(key, row.templateId(), row.modelId()))
                            .hasSize(512));
        }

        try (FacebankTopicWriter writer = writer()) {
            writer.erase("eve");
        }
        assertThat(TestBroker.all(topic + "-keys"))
                .as("the broker serves no record of the key any more, but keeps that of others")
                .noneMatch(record -> holds(record, eve))
                .hasSize(1);
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master)) {
            assertThat(keys.of(eve)).isEmpty();
            for (TemplateRow copy : copies) {
                assertThatThrownBy(() -> copy.template().open(master, copy.templateId(), copy.modelId()))
                        .isInstanceOf(FacebankException.class);
            }
        }
        TopicFacebank there = TopicFacebank.read(topic, TestBroker.client(), master);
        assertThat(there.problems()).isEmpty();
        assertThat(there.people())
                .singleElement()
                .satisfies(person -> assertThat(person.displayName()).isEqualTo("Name of bob"));
        await("the segment file of the key is gone")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(onDisk(topic + "-keys")).doesNotContain(keyOnDisk));
    }

    @Test
    void anotherFacebankKeyTakesOverWithoutAnyPersonBeingEnrolledAnew() throws Exception {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
        }
        MasterKey both = master.createSuccessor(folder.resolve("both.key"));
        MasterKey newest = both.createWithoutPredecessors(folder.resolve("newest.key"));
        TopicFacebank before = TopicFacebank.read(topic, TestBroker.client(), both);
        assertThat(before.people()).as("before anything is sealed anew").hasSize(2);
        assertThatThrownBy(() -> PersonKeys.open(topic, TestBroker.client(), newest))
                .isInstanceOf(FacebankException.class);

        try (FacebankTopicWriter writer = FacebankTopicWriter.open(topic, TestBroker.client(), both, "ann");
                PersonKeys running = PersonKeys.open(topic, TestBroker.client(), both)) {
            assertThat(writer.rewrapKeys()).isEqualTo(2);
            running.refresh();
            assertThat(before.people())
                    .as("a job's keys")
                    .allSatisfy(
                            person -> assertThat(running.of(person.personId())).isPresent());
        }
        TopicFacebank after = TopicFacebank.read(topic, TestBroker.client(), newest);
        assertThat(after.problems()).isEmpty();
        assertThat(after.people()).isEqualTo(before.people());
        assertThatThrownBy(() -> PersonKeys.open(topic, TestBroker.client(), master))
                .as("the first key opens nothing that the broker still serves")
                .isInstanceOf(FacebankException.class)
                .hasMessageContaining("opens none of the 2 keys");
    }

    private String wrappedKey(String personId) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : TestBroker.committed(topic + "-keys")) {
            if (holds(record, personId)) {
                return JSON.readTree(record.value()).path("wrapped").asText();
            }
        }
        throw new AssertionError("no key of " + personId);
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record, String personId) {
        return new String(record.key(), StandardCharsets.UTF_8).equals(personId);
    }

    @Test
    void anErasureThatWasInterruptedIsFinishedByTheNextWriter() throws Exception {
        String eve;
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob", "eve"), PublishOptions.exact());
            eve = writer.personId("eve");
        }
        // As far as an erasure has come that dies after its transaction.
        TestBroker.send(topic + "-keys", eve, null);
        assertThat(TestBroker.all(topic + "-keys")).anyMatch(record -> holds(record, eve));
        writer().close();
        assertThat(TestBroker.all(topic + "-keys")).noneMatch(record -> holds(record, eve));
    }

    @Test
    void noRowOrKeyShowsWhatItHolds() {
        try (FacebankTopicWriter writer = writer()) {
            writer.publish(MadeBanks.of("bob"), PublishOptions.exact());
        }
        try (PersonKeys keys = PersonKeys.open(topic, TestBroker.client(), master)) {
            String shown = MadeBanks.read(topic, keys).toString();
            assertThat(shown).doesNotContain("Name of bob", "one.jpg").contains("SealedTemplate[2076 bytes]");
        }
    }
}
