package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettledFilesTest {
    private long millis;
    private final SettledFiles files = new SettledFiles(() -> TimeUnit.MILLISECONDS.toNanos(millis));

    private static ScannedFile file(String name, long size) {
        return new ScannedFile(name, Path.of("/people/ann", name), new FileStamp(size, FileTime.fromMillis(size), ""));
    }

    private static FolderScan scan(List<ScannedFile> pictures, List<ScannedFile> data) {
        return new FolderScan(List.of(new PersonFolder("ann", pictures, data)), List.of());
    }

    private List<ScannedFile> shownAt(long atMillis, ScannedFile... pictures) {
        millis = atMillis;
        return files.settled(scan(List.of(pictures), List.of())).pictures();
    }

    @Test
    void aNewFileIsShownWhenItHasStoppedGrowing() {
        assertThat(shownAt(0, file("a", 10))).isEmpty();
        assertThat(shownAt(400, file("a", 20))).isEmpty();
        assertThat(shownAt(600, file("a", 20))).isEmpty();
        assertThat(shownAt(700, file("a", 20))).containsExactly(file("a", 20));
    }

    @Test
    void aFileThatIsBeingReplacedIsShownAsItWas() {
        files.takeAll(scan(List.of(file("a", 10)), List.of()));
        assertThat(shownAt(0, file("a", 20))).containsExactly(file("a", 10));
        assertThat(shownAt(300, file("a", 20))).containsExactly(file("a", 20));
    }

    @Test
    void aRemovedFileIsGoneAtOnce() {
        files.takeAll(scan(List.of(file("a", 10), file("b", 10)), List.of()));
        assertThat(shownAt(0, file("b", 10))).containsExactly(file("b", 10));
    }

    @Test
    void newPicturesWaitForWhatIsWrittenAboutThePerson() {
        FolderScan both = scan(List.of(file("a", 10)), List.of(file("person.json", 5)));
        FolderScan grown = scan(List.of(file("a", 10)), List.of(file("person.json", 9)));
        files.settled(both);
        millis = 250;
        files.settled(grown);
        millis = 400;
        assertThat(files.settled(grown).pictures()).isEmpty();
        millis = 600;
        assertThat(files.settled(grown)).isEqualTo(grown);
    }

    @Test
    void manyNewPicturesAreShownInPortions() {
        List<ScannedFile> many = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            many.add(file("p" + i, 10));
        }
        ScannedFile[] pictures = many.toArray(ScannedFile[]::new);
        assertThat(shownAt(0, pictures)).isEmpty();
        assertThat(shownAt(300, pictures)).hasSize(32);
        assertThat(shownAt(500, pictures)).hasSize(64);
        assertThat(shownAt(700, pictures)).hasSize(70);
    }
}
