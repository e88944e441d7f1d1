package io.facestream.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.quality.FaceQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FilePeopleTest {
    private static final int COUNT = 3_000;

    private final AtomicInteger reads = new AtomicInteger();
    private final FilePeople people = new FilePeople("all.facebank", () -> {
        reads.incrementAndGet();
        return facebank();
    });

    @Test
    void thousandsAreToldByThePageInTheOrderOfTheirNames() {
        Roster first = people.roster(new PeopleQuery("", false, 0, 50));
        Roster last = people.roster(new PeopleQuery("", false, 2_980, 50));

        assertThat(first.people()).hasSize(50).extracting(Person::name).startsWith("Person 0000", "Person 0001");
        assertThat(first.total()).isEqualTo(COUNT);
        assertThat(last.people()).hasSize(20).extracting(Person::name).endsWith("Person 2999");
        assertThat(last.offset()).isEqualTo(2_980);
        assertThat(people.roster(new PeopleQuery("", false, COUNT, 50)).people())
                .isEmpty();
        assertThat(reads).as("a file is read once").hasValue(1);
    }

    @Test
    void somebodyIsFoundByAPartOfTheNameOrTheId() {
        Roster byName = people.roster(new PeopleQuery("son 00", false, 10, 5));
        Roster byId = people.roster(new PeopleQuery("id-1234", false, 0, 5));

        assertThat(byName.found()).isEqualTo(100);
        assertThat(byName.people())
                .extracting(Person::name)
                .startsWith("Person 0010")
                .hasSize(5);
        assertThat(byId.people()).extracting(Person::personId).containsExactly("ID-1234");
    }

    private static Facebank facebank() {
        List<FacebankRecord> records = new ArrayList<>();
        for (int i = COUNT - 1; i >= 0; i--) {
            String number = String.format(Locale.ROOT, "%04d", i);
            records.add(record("ID-" + number, "Person " + number, i));
        }
        return Facebank.of(1, "m".repeat(64), "a model", records);
    }

    private static FacebankRecord record(String id, String name, int number) {
        float[] template = {1, 0};
        return new FacebankRecord(
                String.format(Locale.ROOT, "%032x", number),
                id,
                name,
                "m".repeat(64),
                template,
                1,
                "one.jpg",
                "0".repeat(64),
                new FaceQuality(50, 100, 1, 0, 0, 0, 0.5f, 1),
                "",
                "",
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }
}
