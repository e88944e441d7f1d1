package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {
    @TempDir
    private Path temporary;

    private Path people;

    @BeforeEach
    void make() throws IOException {
        people = Files.createDirectory(temporary.resolve("people"));
        Files.createDirectory(people.resolve("ann"));
    }

    private PictureResult onlyRefusal() {
        FolderScan scan = FolderScan.of(people);
        assertThat(scan.pictures()).isEmpty();
        assertThat(scan.refused()).hasSize(1);
        return scan.refused().get(0);
    }

    @Test
    void picturesAreToldByTheirEndingInAnyCase() throws IOException {
        for (String name : new String[] {"a.jpg", "b.JPG", "c.Jpeg", "d.png", "e.WEBP"}) {
            Files.createFile(people.resolve("ann").resolve(name));
        }
        FolderScan scan = FolderScan.of(people);
        assertThat(scan.refused()).isEmpty();
        assertThat(scan.pictures())
                .extracting(ScannedFile::name)
                .containsExactly("a.jpg", "b.JPG", "c.Jpeg", "d.png", "e.WEBP");
    }

    @Test
    void aHeicPictureComesWithTheWayToConvertIt() throws IOException {
        Files.createFile(people.resolve("ann/a.HEIC"));
        PictureResult refusal = onlyRefusal();
        assertThat(refusal.verdict()).isEqualTo(PictureVerdict.UNSUPPORTED);
        assertThat(refusal.detail()).contains("expected: .jpg, .jpeg, .png or .webp", "heif-convert a.HEIC OUT.jpg");
    }

    @Test
    void hiddenFilesAndLooseTextsAreNoPictures() throws IOException {
        Files.createFile(people.resolve("ann/.DS_Store"));
        Files.createFile(people.resolve("LICENSE.md"));
        Files.createDirectory(people.resolve(".git"));
        FolderScan scan = FolderScan.of(people);
        assertThat(scan.people()).hasSize(1);
        assertThat(scan.pictures()).isEmpty();
        assertThat(scan.refused()).isEmpty();
    }

    @Test
    void aLinkWithinTheFolderIsFollowed() throws IOException {
        Files.createFile(people.resolve("ann/a.jpg"));
        Files.createSymbolicLink(people.resolve("ann/b.jpg"), people.resolve("ann/a.jpg"));
        assertThat(FolderScan.of(people).pictures()).hasSize(2);
    }

    @Test
    void theFacebanksFolderItselfMayBeALink() throws IOException {
        Files.createFile(people.resolve("ann/a.jpg"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), people);
        assertThat(FolderScan.of(link).pictures()).hasSize(1);
    }

    @Test
    void aPersonsNameIsComposedUnicode() throws IOException {
        Files.createDirectory(people.resolve("Zoe\u0308"));
        assertThat(FolderScan.of(people).people())
                .extracting(PersonFolder::personId)
                .contains("Zo\u00eb");
    }

    @Test
    void twoFoldersOfOneNameAreNotMixed() throws IOException {
        Files.createDirectories(people.resolve("Zoe\u0308"));
        Files.createDirectories(people.resolve("Zo\u00eb"));
        Files.createFile(people.resolve("Zoe\u0308/a.jpg"));
        Files.createFile(people.resolve("Zo\u00eb/b.jpg"));
        FolderScan scan = FolderScan.of(people);
        assertThat(scan.pictures()).hasSize(1);
        assertThat(scan.refused())
                .singleElement()
                .extracting(PictureResult::verdict)
                .isEqualTo(PictureVerdict.PERSON_NAME);
    }

    @Test
    void namesThatCannotBeIdsAreRefused() throws IOException {
        Path tooLong = Files.createDirectory(people.resolve("x".repeat(129)));
        Files.createFile(tooLong.resolve("a.jpg"));
        Path bell = Files.createDirectory(people.resolve("b\u0007"));
        Files.createFile(bell.resolve("a.jpg"));
        assertThat(FolderScan.of(people).refused())
                .extracting(PictureResult::verdict)
                .containsExactly(PictureVerdict.PERSON_NAME, PictureVerdict.PERSON_NAME);
    }

    @Test
    void aPipeIsNotReadAndAFolderNotEntered() throws IOException, InterruptedException {
        Files.createDirectories(people.resolve("ann/more.jpg"));
        Process pipe =
                new ProcessBuilder("mkfifo", people.resolve("ann/pipe.jpg").toString()).start();
        assertThat(pipe.waitFor()).isZero();
        assertThat(FolderScan.of(people).refused())
                .extracting(PictureResult::verdict)
                .containsExactly(PictureVerdict.UNSUPPORTED, PictureVerdict.UNSUPPORTED);
    }
}
