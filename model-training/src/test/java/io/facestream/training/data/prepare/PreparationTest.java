package io.facestream.training.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import io.facestream.training.data.CodedPictures;
import io.facestream.training.data.Fit;
import io.facestream.training.data.PictureSet;
import io.facestream.training.data.PictureSets;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    /** Ann has 0, 1, 4, 7; Bob 2, 5, 6; Cid 3. Two of Ann's and of Bob's are called alike. */
    private static final int[] LABELS = {0, 0, 1, 2, 0, 1, 1, 0};

    private static final FaceFinder.Factory NONE = () -> {
        throw new AssertionError("no face is searched");
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"out", "out.rec", "out.tfrecord", "out.csv"})
    void everyFormatHoldsThePicturesOfTheSource(String name) throws Exception {
        PaintedPictures from = new PaintedPictures(9, Set.of(3), Map.of(), LABELS);
        Path to = folder.resolve(name);
        PrepareReport report = run(from, to, PrepareOptions.asTheyAre());
        assertThat(report.written()).isEqualTo(8);
        assertThat(report.people()).isEqualTo(3);
        assertThat(report.grey()).isEqualTo(1);
        assertThat(report.onePicture()).containsExactly("cid");
        try (CodedPictures written = PictureSets.coded(to.toString())) {
            assertThat(written.classes()).containsExactly("ann", "bob", "cid");
            assertThat(bytesByPerson(written)).isEqualTo(bytesByPerson(from));
        }
        assertThat(names(folder)).noneMatch(file -> file.contains(".part") || file.contains(".progress"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "out.rec", "out.tfrecord", "out.csv"})
    void aRunThatIsStoppedAnywhereGoesOnAndEndsTheSame(String name) throws Exception {
        run(new PaintedPictures(9, Set.of(), Map.of(5, "torn"), LABELS), folder.resolve("whole/" + name), asTheyAre());
        for (int stop = 0; stop < 8; stop++) {
            PaintedPictures from = new PaintedPictures(9, Set.of(), Map.of(5, "torn"), LABELS);
            Path place = folder.resolve("stopped" + stop);
            Path to = place.resolve(name);
            int last = stop;
            assertThatThrownBy(() -> preparation(from, to, asTheyAre(), (done, total, refused) -> {
                                if (done > last) {
                                    throw new Stopped();
                                }
                            })
                            .run())
                    .isInstanceOf(Stopped.class);
            addWhatWasNotCommitted(place);
            int before = from.read.get();
            PrepareReport report = run(from, to, asTheyAre());
            assertThat(report.alreadyDone()).isEqualTo(stop);
            assertThat(from.read.get() - before).isEqualTo(8 - stop);
            assertThat(report.written()).isEqualTo(7);
            assertThat(report.refused())
                    .containsExactly("shelf/1.png: starts with 0x746f726e (expected: JPEG, PNG or WebP)");
            assertThat(report.onePicture()).containsExactly("cid");
            assertThat(content(place)).isEqualTo(content(folder.resolve("whole")));
        }
    }

    @Test
    void aRunThatIsStoppedGoesOnWithTheSameSettingsOnly() {
        PaintedPictures from = new PaintedPictures(9, LABELS);
        Path to = folder.resolve("out.rec");
        assertThatThrownBy(() -> preparation(from, to, asTheyAre(), (done, total, refused) -> {
                            throw new Stopped();
                        })
                        .run())
                .isInstanceOf(Stopped.class);
        assertThatThrownBy(() -> run(from, to, new PrepareOptions(12, Fit.STRETCH, false, 1, false, 1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("side: 12 (expected: 0, with which " + to + " was begun");
        assertThatThrownBy(() -> run(new PaintedPictures(9, 0, 1), to, asTheyAre()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("pictures: 2-");
    }

    @Test
    void picturesAreBroughtToOneSizeAndPeopleWithFewLeftOut() throws Exception {
        PaintedPictures from = new PaintedPictures(9, Set.of(), Map.of(0, "torn"), LABELS);
        Path to = folder.resolve("out");
        PrepareReport report = run(from, to, new PrepareOptions(16, Fit.STRETCH, false, 3, true, 2));
        assertThat(report.written()).isEqualTo(6);
        assertThat(report.refused()).hasSize(1);
        assertThat(report.leftOutPeople()).isEqualTo(1);
        assertThat(report.leftOutPictures()).isEqualTo(1);
        try (PictureSet written = PictureSets.open(to.toString(), 16)) {
            assertThat(written.classes()).containsExactly("ann", "bob");
            // Ann's first that is whole by name is 0-4.png, picture 4: blue 40, green 255, red 40
            assertThat(written.read(0)).hasSize(16 * 16 * 3).startsWith(40, 255, 40);
        }
        assertThat(names(to)).contains("bob/2.png", "bob/1.png", "bob/2-6.png");
    }

    @Test
    void facesAreCutOutWhereThatIsAskedFor() throws Exception {
        PaintedPictures from = new PaintedPictures(9, LABELS);
        PrepareReport report = new Preparation(
                        from,
                        folder.resolve("out"),
                        new PrepareOptions(0, Fit.STRETCH, true, 1, true, 2),
                        Greenhorn::new,
                        (done, total, refused) -> {})
                .run();
        assertThat(report.written()).isEqualTo(7);
        assertThat(report.refused()).containsExactly("shelf/3.png: no face in 9 x 9 pixels (expected: one)");
        try (PictureSet written = PictureSets.open(folder.resolve("out").toString())) {
            assertThat(written.read(0)).containsOnly(7);
        }
    }

    @Test
    void whatIsThereAlreadyIsNotTouched() throws Exception {
        Path to = folder.resolve("out.rec");
        Files.writeString(to, "mine");
        assertThatThrownBy(() -> run(new PaintedPictures(9, LABELS), to, asTheyAre()))
                .isInstanceOf(TrainingException.class)
                .hasMessage(to + ": exists already (expected: a new place)");
        assertThat(to).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "out.rec", "out.tfrecord", "out.csv"})
    void whereNoPictureCanBeUsedNothingIsLeft(String name) throws Exception {
        PaintedPictures from = new PaintedPictures(9, Set.of(), Map.of(0, "torn", 1, "torn"), 0, 1);
        assertThatThrownBy(() -> run(from, folder.resolve(name), asTheyAre()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("none of 2 pictures can be used; the first: shelf/0.png: starts with");
        assertThat(folder).isEmptyDirectory();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Finds a face of 7s in everything but picture 3. */
    private static final class Greenhorn implements FaceFinder {
        @Override
        public byte[] crop(Picture photograph) throws UnreadablePictureException {
            if (photograph.bytes().get(0) == 30) {
                throw new UnreadablePictureException("no face in 9 x 9 pixels (expected: one)");
            }
            byte[] face = new byte[112 * 112 * 3];
            java.util.Arrays.fill(face, (byte) 7);
            return face;
        }

        @Override
        public void close() {}
    }

    private static PrepareOptions asTheyAre() {
        return PrepareOptions.asTheyAre();
    }

    private static PrepareReport run(CodedPictures from, Path to, PrepareOptions options) throws IOException {
        return preparation(from, to, options, (done, total, refused) -> {}).run();
    }

    /** Commits after every picture. */
    private static Preparation preparation(
            CodedPictures from, Path to, PrepareOptions options, Preparation.Progress progress) {
        return new Preparation(from, to, options, NONE, progress, 0);
    }

    /** As if the process had been killed after it had written more. */
    private static void addWhatWasNotCommitted(Path place) throws IOException {
        for (String name : names(place)) {
            if (name.endsWith(".part")) {
                Files.write(place.resolve(name), new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
            }
        }
    }

    private static Map<String, List<String>> bytesByPerson(CodedPictures set) throws Exception {
        Map<String, List<String>> pictures = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            pictures.computeIfAbsent(set.classes().get(set.label(i)), person -> new ArrayList<>())
                    .add(java.util.HexFormat.of().formatHex(set.coded(i)));
        }
        pictures.values().forEach(java.util.Collections::sort);
        return pictures;
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> place.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> content(Path place) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (String name : names(place)) {
            content.put(name, java.util.HexFormat.of().formatHex(Files.readAllBytes(place.resolve(name))));
        }
        return content;
    }
}
