package io.facestream.facebank.enrolment;

import static io.facestream.facebank.enrolment.PaintedFaces.paint;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.facebank.FacebankRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who means no good may put into a facebank's folder: nothing outside it is read, and nothing is written. */
class R29HostileFacebankTest {
    private final PaintedFaces faces = new PaintedFaces();

    @TempDir
    private Path temporary;

    private Path people;
    private Enroller enroller;

    @BeforeEach
    void open() throws IOException {
        people = Files.createDirectories(temporary.resolve("deep/people"));
        Files.createDirectory(people.resolve("ann"));
        paint(people.resolve("ann/a.png"), 1, 1, 1);
        Clock clock = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
        enroller = new Enroller(
                PaintedFaces.MODEL,
                "models",
                EnrolmentOptions.defaults().withThreads(1),
                faces,
                temporary.resolve("cache"),
                clock);
    }

    @AfterEach
    void close() {
        enroller.close();
    }

    private Map<String, PictureVerdict> verdicts() {
        return enroller.enroll(people).report().pictures().stream()
                .collect(
                        Collectors.toMap(result -> result.personId() + "/" + result.picture(), PictureResult::verdict));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../../etc/cron.d/x", "a/b", "a\\b", "/etc/passwd", "a\nb", "a\u0000b"})
    void noPersonIsNamedLikeAPath(String personId) throws IOException {
        FacebankRecord ann = enroller.enroll(people).facebank().records().get(0);
        assertThatThrownBy(() -> new FacebankRecord(
                        ann.templateId(),
                        personId,
                        "",
                        ann.modelId(),
                        ann.template(),
                        ann.norm(),
                        ann.picture(),
                        ann.pictureSha256(),
                        ann.quality(),
                        "",
                        "",
                        FacebankRecord.NO_EXPIRY,
                        false,
                        false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("personId: ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFolderWhoseNameIsAPathElsewhereIsRefusedAndTheOthersAreEnrolled() throws IOException {
        paint(people.resolve("evil\\..\\x/a.png"), 2, 1, 1);
        assertThat(verdicts())
                .containsOnly(
                        Map.entry("ann/a.png", PictureVerdict.TAKEN),
                        Map.entry("evil\\..\\x/a.png", PictureVerdict.PERSON_NAME));
    }

    @Test
    void anArchiveWithPathsThatClimbOutIsNotUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../slipped.png"));
            zip.write(Files.readAllBytes(people.resolve("ann/a.png")));
        }
        Files.write(people.resolve("ann/b.zip"), bytes.toByteArray());
        Files.write(people.resolve("ann/c.jpg"), bytes.toByteArray());
        Files.write(people.resolve("archive.zip"), bytes.toByteArray());
        assertThat(verdicts())
                .containsOnly(
                        Map.entry("ann/a.png", PictureVerdict.TAKEN),
                        Map.entry("ann/b.zip", PictureVerdict.UNSUPPORTED),
                        Map.entry("ann/c.jpg", PictureVerdict.UNSUPPORTED));
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files).noneMatch(file -> file.toString().contains("slipped"));
        }
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Path secret = temporary.resolve("secret.png");
        paint(secret, 2, 1, 1);
        Files.createSymbolicLink(people.resolve("ann/link.png"), secret);
        Files.createSymbolicLink(people.resolve("ann/relative.png"), Path.of("../../../secret.png"));
        Files.createSymbolicLink(people.resolve("ann/passwd.png"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(people.resolve("ann/person.json"), Path.of("/etc/hostname"));
        assertThat(FolderScan.of(people).refused())
                .extracting(PictureResult::verdict)
                .hasSize(4)
                .containsOnly(PictureVerdict.OUTSIDE_FOLDER);
        assertThat(enroller.enroll(people).facebank().records()).hasSize(1);
    }

    @Test
    void aPersonsFolderThatIsALinkToElsewhereIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        paint(elsewhere.resolve("a.png"), 2, 1, 1);
        Files.createSymbolicLink(people.resolve("bob"), elsewhere);
        assertThat(FolderScan.of(people).refused())
                .singleElement()
                .extracting(PictureResult::verdict)
                .isEqualTo(PictureVerdict.OUTSIDE_FOLDER);
    }

    @Test
    void aLinkToNowhereOrToItselfIsRefused() throws IOException {
        Files.createSymbolicLink(people.resolve("ann/b.jpg"), people.resolve("ann/b.jpg"));
        Files.createSymbolicLink(people.resolve("ann/c.jpg"), people.resolve("nowhere"));
        assertThat(FolderScan.of(people).refused())
                .extracting(PictureResult::verdict)
                .containsExactly(PictureVerdict.OUTSIDE_FOLDER, PictureVerdict.OUTSIDE_FOLDER);
    }

    @Test
    void drawingsAndDocumentsAreNoPicturesWhateverTheirName() throws IOException {
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>";
        for (String name : List.of("b.svg", "c.png", "d.jpg")) {
            Files.writeString(people.resolve("ann").resolve(name), svg);
        }
        Files.writeString(people.resolve("ann/e.webp"), "%PDF-1.7\n1 0 obj");
        Map<String, PictureVerdict> verdicts = verdicts();
        for (String name : List.of("b.svg", "c.png", "d.jpg", "e.webp")) {
            assertThat(verdicts).containsEntry("ann/" + name, PictureVerdict.UNSUPPORTED);
        }
    }

    @Test
    void ofAPolyglotOnlyThePictureIsSeen() throws IOException {
        Path polyglot = people.resolve("ann/b.png");
        paint(polyglot, 1, 1, 2);
        Files.write(polyglot, "<html><script>alert(1)</script></html>".getBytes(UTF_8), StandardOpenOption.APPEND);
        assertThat(verdicts()).containsEntry("ann/b.png", PictureVerdict.TAKEN);
        FacebankRecord record = enroller.enroll(people).facebank().records().get(1);
        assertThat(record.toString()).doesNotContain("script");
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() throws IOException {
        Files.write(people.resolve("ann/b.png"), MadePictures.pngThatClaims(30_000, 30_000));
        try (RandomAccessFile endless =
                new RandomAccessFile(people.resolve("ann/c.jpg").toFile(), "rw")) {
            endless.setLength(5L << 30);
        }
        long begin = System.nanoTime();
        assertThat(verdicts())
                .containsEntry("ann/b.png", PictureVerdict.TOO_LARGE)
                .containsEntry("ann/c.jpg", PictureVerdict.TOO_LARGE);
        assertThat((System.nanoTime() - begin) / 1e9).as("seconds for 5 GB").isLessThan(5);
    }
}
