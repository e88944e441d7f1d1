package io.facestream.facebank.enrolment;

import static io.facestream.facebank.enrolment.PaintedFaces.paint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankException;
import io.facestream.facebank.FacebankRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollerTest {
    private static final int ANN = 1;
    private static final int BOB = 2;
    private static final int CID = 3;

    private final PaintedFaces faces = new PaintedFaces();

    @TempDir
    private Path temporary;

    private Path people;
    private Enroller enroller;

    @BeforeEach
    void open() throws IOException {
        people = Files.createDirectory(temporary.resolve("people"));
        enroller = opened("2026-06-01T12:00:00Z");
    }

    @AfterEach
    void close() {
        enroller.close();
        assertThat(faces.open).hasValue(0);
    }

    private Enroller opened(String now) {
        EnrolmentOptions options = EnrolmentOptions.defaults().withThreads(2);
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return new Enroller(PaintedFaces.MODEL, "models", options, faces, temporary.resolve("cache"), clock);
    }

    private static Map<String, PictureVerdict> verdicts(Enrolment enrolment) {
        return enrolment.report().pictures().stream()
                .collect(
                        Collectors.toMap(result -> result.personId() + "/" + result.picture(), PictureResult::verdict));
    }

    @Test
    void everyPictureIsTakenOrRefusedExactlyOnce() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("ann/b.PNG"), ANN, 2, 2);
        paint(people.resolve("ann/nobody.png"), ANN, 0, 3);
        Files.writeString(people.resolve("ann/notes.txt"), "hello");
        Files.writeString(people.resolve("ann/fake.jpg"), "hello");
        paint(people.resolve("loose.png"), BOB, 1, 1);
        Files.createFile(people.resolve("ann/.hidden.png"));
        Enrolment enrolment = enroller.enroll(people);
        assertThat(verdicts(enrolment))
                .containsOnly(
                        Map.entry("ann/a.png", PictureVerdict.TAKEN),
                        Map.entry("ann/b.PNG", PictureVerdict.SEVERAL_FACES),
                        Map.entry("ann/nobody.png", PictureVerdict.NO_FACE),
                        Map.entry("ann/notes.txt", PictureVerdict.UNSUPPORTED),
                        Map.entry("ann/fake.jpg", PictureVerdict.UNSUPPORTED),
                        Map.entry("/loose.png", PictureVerdict.NOT_IN_A_PERSONS_FOLDER));
        EnrolmentReport report = enrolment.report();
        int refused =
                report.refused().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(report.found()).isEqualTo(6).isEqualTo(report.taken() + refused);
        assertThat(report.pictures())
                .allSatisfy(result -> assertThat(result.detail().isEmpty()).isEqualTo(result.taken()))
                .filteredOn(result -> !result.taken())
                .allSatisfy(result -> assertThat(result.detail()).contains("(expected: "));
        assertThat(enrolment.facebank().records()).hasSize(1);
    }

    @Test
    void aPictureThatIsAddedIsTheOnlyOneAnalysed() throws IOException {
        for (int i = 0; i < 5; i++) {
            paint(people.resolve("ann/" + i + ".png"), ANN, 1, i);
            paint(people.resolve("bob/" + i + ".png"), BOB, 1, i);
        }
        Facebank first = enroller.enroll(people).facebank();
        assertThat(faces.embedded).hasValue(10);
        paint(people.resolve("ann/new.png"), ANN, 1, 100);
        Enrolment second = enroller.enroll(people);
        assertThat(faces.embedded).hasValue(11);
        assertThat(second.report().embedded()).isEqualTo(1);
        assertThat(first.changeTo(second.facebank()).upserts())
                .extracting(FacebankRecord::picture)
                .containsExactly("new.png");
    }

    @Test
    void anotherProcessAnalysesNothingTwice() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("ann/b.png"), ANN, 0, 2);
        Facebank first = enroller.enroll(people).facebank();
        enroller.close();
        enroller = opened("2026-06-02T12:00:00Z");
        int searched = faces.searched.get();
        Enrolment second = enroller.enroll(people);
        assertThat(faces.searched).hasValue(searched);
        assertThat(second.report().embedded()).isZero();
        assertThat(second.facebank().records()).isEqualTo(first.records());
    }

    @Test
    void aPictureThatMovesToAnotherPersonIsNotAnalysedAgain() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("bob/b.png"), BOB, 1, 1);
        Facebank first = enroller.enroll(people).facebank();
        Files.createDirectory(people.resolve("anna"));
        Files.move(people.resolve("ann/a.png"), people.resolve("anna/a.png"));
        Facebank second = enroller.enroll(people).facebank();
        assertThat(faces.embedded).hasValue(2);
        assertThat(first.changeTo(second).upserts())
                .extracting(FacebankRecord::personId)
                .containsExactly("anna");
        assertThat(first.changeTo(second).removals()).hasSize(1);
    }

    @Test
    void theCacheForgetsWhatHasLeftTheFolder() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("ann/b.png"), ANN, 1, 2);
        enroller.enroll(people);
        assertThat(cached()).hasSize(2);
        Files.delete(people.resolve("ann/b.png"));
        enroller.enroll(people);
        assertThat(cached()).hasSize(1);
    }

    @Test
    void theCacheForgetsFoldersThatAreNoMore() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        enroller.enroll(people);
        Path moved = Files.move(people, temporary.resolve("moved"));
        enroller.enroll(moved);
        assertThat(cached()).hasSize(1);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(temporary.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".finding")).toList();
        }
    }

    @Test
    void templateIdsDependOnPersonPictureAndModelOnly() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        String id = enroller.enroll(people).facebank().records().get(0).templateId();
        Files.move(people.resolve("ann/a.png"), people.resolve("ann/renamed.png"));
        assertThat(enroller.enroll(people).facebank().records().get(0).templateId())
                .isEqualTo(id)
                .hasSize(32);
        Files.createDirectory(people.resolve("bob"));
        Files.move(people.resolve("ann/renamed.png"), people.resolve("bob/a.png"));
        assertThat(enroller.enroll(people).facebank().records().get(0).templateId())
                .isNotEqualTo(id);
    }

    @Test
    void theSamePictureTwiceCountsOnce() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        Files.copy(people.resolve("ann/a.png"), people.resolve("ann/b.png"));
        assertThat(verdicts(enroller.enroll(people)))
                .containsEntry("ann/a.png", PictureVerdict.TAKEN)
                .containsEntry("ann/b.png", PictureVerdict.REPEATED);
    }

    @Test
    void theSamePictureUnderTwoPeopleIsTakenForNeither() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("bob/b.png"), BOB, 1, 1);
        Files.copy(people.resolve("ann/a.png"), people.resolve("bob/x.png"));
        assertThat(verdicts(enroller.enroll(people)))
                .containsEntry("ann/a.png", PictureVerdict.DUPLICATE)
                .containsEntry("bob/x.png", PictureVerdict.DUPLICATE)
                .containsEntry("bob/b.png", PictureVerdict.TAKEN);
    }

    @Test
    void aStrangersPictureAmongThreeIsAnOutlier() throws IOException {
        paint(people.resolve("ann/1.png"), ANN, 1, 1);
        paint(people.resolve("ann/2.png"), ANN, 1, 2);
        paint(people.resolve("ann/3.png"), BOB, 1, 3);
        Enrolment enrolment = enroller.enroll(people);
        assertThat(verdicts(enrolment))
                .containsEntry("ann/1.png", PictureVerdict.TAKEN)
                .containsEntry("ann/2.png", PictureVerdict.TAKEN)
                .containsEntry("ann/3.png", PictureVerdict.OUTLIER);
        assertThat(enrolment.report().toTable())
                .contains("similarity to the person's other pictures: ", "at least 0.25");
    }

    @Test
    void ofTwoPicturesThatDisagreeTheOneThatIsLikeSomebodyElseIsRefused() throws IOException {
        paint(people.resolve("ann/1.png"), ANN, 1, 1);
        paint(people.resolve("ann/2.png"), BOB, 1, 2);
        paint(people.resolve("bob/3.png"), BOB, 1, 3);
        Enrolment enrolment = enroller.enroll(people);
        assertThat(verdicts(enrolment))
                .containsEntry("ann/1.png", PictureVerdict.TAKEN)
                .containsEntry("ann/2.png", PictureVerdict.OUTLIER)
                .containsEntry("bob/3.png", PictureVerdict.TAKEN);
        assertThat(enrolment.report().warnings()).isEmpty();
    }

    @Test
    void twoPicturesThatDisagreeAreKeptWithAWarning() throws IOException {
        paint(people.resolve("ann/1.png"), ANN, 1, 1);
        paint(people.resolve("ann/2.png"), BOB, 1, 2);
        Enrolment enrolment = enroller.enroll(people);
        assertThat(enrolment.report().taken()).isEqualTo(2);
        assertThat(enrolment.report().warnings())
                .extracting(EnrolmentWarning::kind)
                .containsExactly(EnrolmentWarning.Kind.PICTURES_DISAGREE);
    }

    @Test
    void twoPeopleWhoLookAlikeAreAWarning() throws IOException {
        paint(people.resolve("ann/1.png"), ANN, 1, 1);
        paint(people.resolve("bob/1.png"), BOB, 1, 1);
        paint(people.resolve("twin/1.png"), ANN, 1, 2);
        Enrolment enrolment = enroller.enroll(people);
        assertThat(enrolment.report().taken()).isEqualTo(3);
        assertThat(enrolment.report().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(EnrolmentWarning.Kind.LOOK_ALIKE);
            assertThat(warning.personId()).isEqualTo("ann");
            assertThat(warning.otherPersonId()).isEqualTo("twin");
            assertThat(warning.score()).isGreaterThan(0.477f);
            assertThat(warning.detail()).contains("ann/1.png and twin/1.png", "(expected: below 0.48)");
        });
        assertThat(enroller.enroll(people).report().warnings())
                .isEqualTo(enrolment.report().warnings());
        Files.delete(people.resolve("twin/1.png"));
        assertThat(enroller.enroll(people).report().warnings()).isEmpty();
    }

    @Test
    void aMinorIsEnrolledWithAGuardiansConsentOnly() throws IOException {
        paint(people.resolve("kid/a.png"), CID, 1, 1);
        Files.writeString(people.resolve("kid/person.json"), "{\"name\":\"Kid\",\"minor\":true}");
        assertThat(verdicts(enroller.enroll(people)))
                .containsEntry("kid/a.png", PictureVerdict.MINOR_WITHOUT_GUARDIAN_CONSENT);
        assertThat(faces.searched).hasValue(0);
        Files.writeString(
                people.resolve("kid/person.json"), "{\"name\":\"Kid\",\"minor\":true,\"guardianConsent\":true}");
        FacebankRecord record = enroller.enroll(people).facebank().records().get(0);
        assertThat(record.minor()).isTrue();
        assertThat(record.guardianConsent()).isTrue();
        assertThat(record.displayName()).isEqualTo("Kid");
    }

    @Test
    void whatIsWrittenAboutAPersonIsInTheRecord() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        Files.writeString(people.resolve("ann/person.yaml"), """
                name: Ann B.
                purpose: front door
                consent: form of 2026-03-01
                validUntil: 2026-12-31
                ignore: true
                """);
        FacebankRecord record = enroller.enroll(people).facebank().records().get(0);
        assertThat(record.displayName()).isEqualTo("Ann B.");
        assertThat(record.purpose()).isEqualTo("front door");
        assertThat(record.consent()).isEqualTo("form of 2026-03-01");
        assertThat(record.ignored()).isTrue();
        assertThat(Instant.ofEpochMilli(record.validUntilMillis())).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(faces.embedded).hasValue(1);
        enroller.close();
        enroller = opened("2027-01-01T00:00:00Z");
        assertThat(verdicts(enroller.enroll(people))).containsEntry("ann/a.png", PictureVerdict.EXPIRED);
    }

    @Test
    void withoutConsentOrWithUnclearDataNobodyIsEnrolled() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("bob/b.png"), BOB, 1, 1);
        paint(people.resolve("cid/c.png"), CID, 1, 1);
        Files.writeString(people.resolve("ann/person.json"), "{\"consent\":false}");
        Files.writeString(people.resolve("bob/person.json"), "{\"minr\":true}");
        Files.writeString(people.resolve("cid/person.json"), "{}");
        Files.writeString(people.resolve("cid/person.yaml"), "{}");
        Enrolment enrolment = enroller.enroll(people);
        assertThat(verdicts(enrolment))
                .containsEntry("ann/a.png", PictureVerdict.NO_CONSENT)
                .containsEntry("bob/b.png", PictureVerdict.PERSON_DATA)
                .containsEntry("cid/c.png", PictureVerdict.PERSON_DATA);
        assertThat(enrolment.report().toTable()).contains("minr (expected: some of consent, guardianConsent");
        assertThat(faces.searched).hasValue(0);
    }

    @Test
    void aFacebankWithoutAUsableFaceSaysWhy() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 0, 1);
        paint(people.resolve("ann/b.png"), ANN, 2, 1);
        Enrolment enrolment = enroller.enroll(people);
        assertThatThrownBy(() -> enrolment.requireUsable(people))
                .isInstanceOf(FacebankException.class)
                .hasMessage("facebank: " + people + " has no usable face: 2 pictures found, 0 taken (0 people), "
                        + "2 refused (NO_FACE 1, SEVERAL_FACES 1) (expected: at least one picture taken)");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> enroller.enroll(people.resolve("x")))
                .hasMessage("facebank: " + people.resolve("x")
                        + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)");
    }

    @Test
    void progressEndsWithNothingLeft() throws IOException {
        for (int i = 0; i < 6; i++) {
            paint(people.resolve("ann/" + i + ".png"), ANN, 1, i);
        }
        List<EnrolmentProgress> all = new ArrayList<>();
        enroller.enroll(people, all::add);
        assertThat(all).extracting(EnrolmentProgress::done).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(all.get(5).left()).isEqualTo(Duration.ZERO);
        assertThat(all.get(5).embedded()).isEqualTo(6);
    }

    @Test
    void whereNoFaceIsFoundTheSearchIsRepeatedWithMargins() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 0, 1);
        enroller.enroll(people);
        assertThat(faces.searched).hasValue(3);
    }

    @Test
    void newcomersAreComparedWithWhoIsThereAndNobodyElseIsReportedOn() throws IOException {
        paint(people.resolve("ann/a.png"), ANN, 1, 1);
        paint(people.resolve("bob/b.png"), BOB, 1, 2);
        Facebank there = enroller.enroll(people).facebank();
        Path newcomers = Files.createDirectory(temporary.resolve("newcomers"));
        Files.createDirectories(newcomers.resolve("ann"));
        Files.copy(people.resolve("ann/a.png"), newcomers.resolve("ann/again.png"));
        Files.copy(people.resolve("bob/b.png"), newcomers.resolve("ann/bobs.png"));
        paint(newcomers.resolve("ann/new.png"), ANN, 1, 3);
        paint(newcomers.resolve("cid/anns.png"), ANN, 1, 4);

        Enrolment enrolment = enroller.enrollBeside(newcomers, there);

        assertThat(verdicts(enrolment))
                .containsOnly(
                        Map.entry("ann/again.png", PictureVerdict.REPEATED),
                        Map.entry("ann/bobs.png", PictureVerdict.DUPLICATE),
                        Map.entry("ann/new.png", PictureVerdict.TAKEN),
                        Map.entry("cid/anns.png", PictureVerdict.TAKEN));
        assertThat(enrolment.facebank().records())
                .extracting(FacebankRecord::picture)
                .containsExactly("new.png", "anns.png");
        assertThat(enrolment.report().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(EnrolmentWarning.Kind.LOOK_ALIKE);
            assertThat(warning.detail()).contains("ann/", "cid/anns.png");
        });
    }
}
