package io.facestream.training.data.consent;

import static io.facestream.training.data.consent.SightingsTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.training.TrainingException;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.training.data.prepare.AlignedFaceFinder;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.Png;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentedSetTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path facebank;
    private Path events;
    private Path out;

    @BeforeEach
    void everybodyWasSeen() throws IOException {
        facebank = Files.createDirectory(folder.resolve("people"));
        out = folder.resolve("out");
        events = folder.resolve("events.jsonl");
        Files.write(
                events,
                List.of(
                        event("IDENTIFIED", "v1", "ann", 1),
                        event("IDENTIFIED", "v2", "ann", 2),
                        event("IDENTIFIED", "v3", "ann", 3),
                        event("IDENTIFIED", "v4", "bob", 4),
                        event("IDENTIFIED", "v5", "cid", 5)));
    }

    @Test
    void whoHasConsentedAndWasSeenIsWrittenAndEveryoneElseCounted() throws Exception {
        person("ann", "{\"consent\":\"form 7\"}", 2);
        person("bob", "{\"consent\":true}", 1);
        person("cid", "{}", 3);
        person("dan", "{\"consent\":true}", 1);
        person("eve", "{\"consent\":false}", 1);
        Manifest manifest = write(ConsentList.none());
        assertThat(manifest.people()).extracting(Manifest.Person::personId).containsExactly("ann", "bob");
        assertThat(manifest.leftOutPeople())
                .containsOnly(
                        entry("no consent", 1), entry("not seen often enough", 1), entry("may not be enrolled", 1));
        assertThat(manifest.leftOutPictures())
                .containsOnly(
                        entry("of people: no consent", 3),
                        entry("of people: not seen often enough", 1),
                        entry("of people: may not be enrolled", 1));
        try (PictureSet set = PictureSets.open(out.toString())) {
            assertThat(set.classes()).containsExactly("ann", "bob");
            assertThat(set.size()).isEqualTo(3);
            assertThat(set.read(1)).startsWith(1);
        }
    }

    @Test
    void theManifestSaysWhoFromWhatWhenAndOnWhatGrounds() throws Exception {
        person("ann", "{\"consent\":\"form 7\"}", 2);
        person("bob", "{}", 1);
        Manifest manifest = write(new ConsentList("list.txt", Set.of("bob")));
        assertThat(Manifest.read(out)).isEqualTo(manifest);
        assertThat(manifest.madeAt()).isEqualTo("2026-03-01T12:00:00Z");
        Manifest.Person ann = manifest.people().get(0);
        assertThat(ann.consent()).isEqualTo("form 7");
        assertThat(ann.consentFrom()).isEqualTo("facebank");
        assertThat(ann.visits()).isEqualTo(3);
        assertThat(ann.lastSeenAt()).isEqualTo("2026-01-31T12:00:03Z");
        // three visits where the mean of three and one is two
        assertThat(ann.weight()).isEqualTo(1.5);
        Manifest.Crop crop = ann.pictures().get(1);
        assertThat(crop.file()).isEqualTo("ann/1.png");
        assertThat(crop.source()).isEqualTo("1.png");
        assertThat(crop.sourceSha256()).isEqualTo(sha256(facebank.resolve("ann/1.png")));
        assertThat(crop.sha256()).isEqualTo(sha256(out.resolve("ann/1.png")));
        assertThat(manifest.people().get(1).consentFrom()).isEqualTo("list.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"consent\":\"no\"}",
                "{\"consent\":\"Withdrawn\"}",
                "{\"consent\":\" \"}",
                "{\"consent\":false}",
                "{\"consent\":true,\"ignore\":true}",
                "{\"consent\":true,\"minor\":true}",
                "{\"consent\":true,\"validUntil\":\"2026-02-28\"}",
                "{\"consent\":true,\"unknownWord\":1}"
            })
    void nobodyIsWrittenOnDoubtfulGrounds(String grounds) throws Exception {
        person("ann", grounds, 1);
        person("bob", "{\"consent\":true}", 1);
        write(ConsentList.none());
        assertThat(out.resolve("ann")).doesNotExist();
        assertThat(out.resolve("bob")).exists();
        assertThat(Files.readString(out.resolve("manifest.json"))).doesNotContain("ann");
    }

    @Test
    void aListDoesNotOverruleWhatIsWrittenAboutAPersonOrErasure() throws Exception {
        person("ann", "{\"consent\":false}", 1);
        person("bob", "{\"consent\":true}", 1);
        person("cid", "{}", 1);
        Files.writeString(events, event("PERSON_ERASED", "", "bob", 9) + "\n", java.nio.file.StandardOpenOption.APPEND);
        Manifest manifest = write(new ConsentList("list.txt", Set.of("ann", "bob", "cid")));
        assertThat(manifest.people()).extracting(Manifest.Person::personId).containsExactly("cid");
        assertThat(manifest.leftOutPeople()).containsOnly(entry("may not be enrolled", 1), entry("erased", 1));
    }

    @Test
    void withoutAnyConsentNothingIsWritten() throws Exception {
        person("ann", "{}", 1);
        assertThatThrownBy(() -> write(ConsentList.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessage("consent: of nobody in " + facebank
                        + " (expected: consent in PERSON/person.json, or --consent" + " with a list of people)");
        assertThat(names(folder)).containsExactly("events.jsonl", "people");
    }

    @Test
    void picturesThatCannotBeUsedAreCountedAndLeaveNothing() throws Exception {
        person("ann", "{\"consent\":true}", 1);
        Files.writeString(facebank.resolve("ann/torn.jpg"), "torn");
        person("bob", "{\"consent\":true}", 0);
        Files.writeString(facebank.resolve("bob/torn.jpg"), "torn");
        Manifest manifest = write(ConsentList.none());
        assertThat(manifest.pictures()).isEqualTo(1);
        assertThat(manifest.leftOutPictures()).containsOnly(entry("no face, or no picture", 2));
        assertThat(manifest.leftOutPeople()).containsOnly(entry("no usable picture", 1));
        assertThatThrownBy(() -> write(ConsentList.none()))
                .hasMessage(out + ": exists already (expected: a new place)");
    }

    @Test
    void ofAFacebankFileThePicturesThatWereEnrolledAreTaken() throws Exception {
        person("ann", "{}", 3);
        Path file = folder.resolve("people.facebank");
        FacebankFile.write(
                Facebank.of(
                        1,
                        "m".repeat(64),
                        "model",
                        List.of(
                                record("ann", "0.png", "form 7", sha256(facebank.resolve("ann/0.png"))),
                                record("ann", "1.png", "form 7", "0".repeat(64)),
                                record("ann", "gone.png", "form 7", "0".repeat(64)))),
                file);
        ConsentedSet set = new ConsentedSet(
                file, facebank, events, ConsentList.none(), 1, new AlignedFaceFinder(), NOW, (done, total) -> {});
        Manifest manifest = set.write(out);
        assertThat(manifest.people().get(0).pictures())
                .extracting(Manifest.Crop::source)
                .containsExactly("0.png");
        assertThat(manifest.leftOutPictures()).containsOnly(entry("changed since enrolment", 1), entry("missing", 1));
        assertThatThrownBy(() -> new ConsentedSet(
                                file,
                                null,
                                events,
                                ConsentList.none(),
                                1,
                                new AlignedFaceFinder(),
                                NOW,
                                (done, total) -> {})
                        .write(folder.resolve("other")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no pictures in it (expected: a folder, or --pictures");
    }

    @Test
    void aListIsReadAPersonALine() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "# signed in March\nann\n\n bob \n");
        assertThat(ConsentList.read(list)).isEqualTo(new ConsentList("list.txt", Set.of("ann", "bob")));
        Files.writeString(list, "# nobody yet\n");
        assertThatThrownBy(() -> ConsentList.read(list))
                .hasMessage("consent: " + list + " names nobody (expected: one person a line)");
    }

    private Manifest write(ConsentList listed) throws IOException {
        return new ConsentedSet(facebank, null, events, listed, 1, new AlignedFaceFinder(), NOW, (done, total) -> {})
                .write(out);
    }

    /** A person's folder: what is written about them, and crops that are 0, 1, 2 in every pixel. */
    private void person(String id, String grounds, int pictures) throws IOException {
        Path person = Files.createDirectories(facebank.resolve(id));
        Files.writeString(person.resolve("person.json"), grounds);
        for (int i = 0; i < pictures; i++) {
            try (Picture picture = Picture.allocate(112, 112)) {
                byte[] pixels = new byte[112 * 112 * 3];
                java.util.Arrays.fill(pixels, (byte) i);
                picture.bytes().put(pixels);
                Files.write(person.resolve(i + ".png"), Png.encode(picture));
            }
        }
    }

    private static FacebankRecord record(String person, String picture, String consent, String sha256) {
        return new FacebankRecord(
                String.format("%32s", picture).replace(' ', '0'),
                person,
                person,
                "m".repeat(64),
                new float[] {1, 0},
                4,
                picture,
                sha256,
                new FaceQuality(60, 150, 0.9f, 4, -3, 1, 0.5f, 0.8f),
                "",
                consent,
                FacebankRecord.NO_EXPIRY,
                false,
                false);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
