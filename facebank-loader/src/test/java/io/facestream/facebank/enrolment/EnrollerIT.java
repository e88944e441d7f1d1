package io.facestream.facebank.enrolment;

import static io.facestream.facebank.enrolment.MadePictures.coded;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.facebank.Facebank;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.FacebankRecord;
import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment with the default models and real pictures. */
class EnrollerIT {
    @TempDir
    private Path temporary;

    private Path people;
    private Enroller enroller;

    @BeforeEach
    void open() throws IOException {
        TestData.models();
        people = Files.createDirectory(temporary.resolve("people"));
        enroller = opened(EnrolmentOptions.defaults());
    }

    @AfterEach
    void close() {
        enroller.close();
    }

    private Enroller opened(EnrolmentOptions options) {
        return Enroller.open(ModelStore.defaultPack(), Device.CPU, options, temporary.resolve("cache"));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = people.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path copy(String name, Path from) throws IOException {
        return write(name, Files.readAllBytes(from));
    }

    private PictureResult only(EnrolmentReport report) {
        assertThat(report.pictures()).hasSize(1);
        return report.pictures().get(0);
    }

    private static float cosine(FacebankRecord one, FacebankRecord other) {
        float sum = 0;
        for (int i = 0; i < one.template().length; i++) {
            sum += one.template()[i] * other.template()[i];
        }
        return sum;
    }

    @Test
    void everyPersonOfTheSceneFacebankIsEnrolled() {
        Path folder = TestData.shared("video/scene_facebank");
        Enrolment enrolment = enroller.enroll(folder);
        assertThat(enrolment.facebank().people()).isEqualTo(9);
        assertThat(enrolment.report().found()).isEqualTo(20);
        assertThat(enrolment.report().taken()).isGreaterThanOrEqualTo(19);
        assertThat(enrolment.report().warnings()).isEmpty();
    }

    @Test
    void everyPictureOfTheDemoPeopleIsTakenAndTheyAreToldApart() {
        Facebank facebank = enroller.enroll(TestData.shared("facebank_demo")).facebank();
        assertThat(facebank.people()).isEqualTo(4);
        assertThat(facebank.records()).hasSize(11);
        for (FacebankRecord one : facebank.records()) {
            for (FacebankRecord other : facebank.records()) {
                if (one.personId().equals(other.personId())) {
                    assertThat(cosine(one, other)).as(one + " " + other).isGreaterThan(0.42f);
                } else {
                    assertThat(cosine(one, other)).as(one + " " + other).isLessThan(0.42f);
                }
            }
        }
        Path file = temporary.resolve("demo.facebank");
        FacebankFile.write(facebank, file);
        assertThat(FacebankFile.read(file, enroller.modelId()).records()).isEqualTo(facebank.records());
    }

    @Test
    void aFaceThatFillsItsPictureIsFoundWithAMargin() throws IOException {
        Path tight = TestData.shared("lfw/aligned-112/Tony_Blair");
        try (Stream<Path> crops = Files.list(tight)) {
            for (Path crop : crops.sorted().limit(20).toList()) {
                copy("blair/" + crop.getFileName(), crop);
            }
        }
        EnrolmentReport report = enroller.enroll(people).report();
        assertThat(report.found()).isEqualTo(20);
        assertThat(report.refused()).doesNotContainKeys(PictureVerdict.NO_FACE, PictureVerdict.OUTLIER);
    }

    @Test
    void aPhotoThatLiesOnItsSideIsTurnedAsItsExifSays() throws IOException {
        Path photo = TestData.shared("facebank_demo/family2_man/Family2-Man2.jpg");
        copy("man/1.jpg", photo);
        write("man/2.jpg", MadePictures.lyingJpegThatExifTurnsUp(MadePictures.read(photo)));
        Facebank facebank = enroller.enroll(people).facebank();
        assertThat(facebank.records()).hasSize(2);
        assertThat(cosine(facebank.records().get(0), facebank.records().get(1))).isGreaterThan(0.9f);
    }

    @Test
    void ofTwoFacesTheOneThatIsTwiceAsHighIsTaken() throws IOException {
        BufferedImage man = MadePictures.read(TestData.shared("facebank_demo/family2_man/Family2-Man2.jpg"));
        BufferedImage lady = MadePictures.read(TestData.shared("facebank_demo/family2_lady/Family2-Lady1.jpg"));
        write("man/alone.png", coded(man, "png"));
        write("man/behind.png", coded(MadePictures.sideBySide(man, MadePictures.scaled(lady, 0.4)), "png"));
        write("both/equal.png", coded(MadePictures.sideBySide(man, lady), "png"));
        Enrolment enrolment = enroller.enroll(people);
        assertThat(enrolment.facebank().records())
                .extracting(FacebankRecord::picture)
                .containsExactly("alone.png", "behind.png");
        assertThat(cosine(
                        enrolment.facebank().records().get(0),
                        enrolment.facebank().records().get(1)))
                .isGreaterThan(0.9f);
        assertThat(enrolment.report().refused()).containsOnlyKeys(PictureVerdict.SEVERAL_FACES);
    }

    @Test
    void badFilesAreRefusedEachWithItsReasonAndTheRestGoesOn() throws IOException {
        Path good = TestData.shared("facebank_demo/family1_mom/Family1-Mom1.jpg");
        copy("mom/good.jpg", good);
        write("mom/bomb.png", MadePictures.pngThatClaims(30_000, 30_000));
        write("mom/empty.jpg", new byte[0]);
        write("mom/half.jpg", MadePictures.half(good));
        write("mom/phone.jpg", MadePictures.heic());
        write("mom/small.png", coded(MadePictures.scaled(MadePictures.read(good), 0.3), "png"));
        write("mom/text.jpg", "not a picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        EnrolmentReport report = enroller.enroll(people).report();
        assertThat(report.pictures())
                .extracting(PictureResult::verdict)
                .containsExactly(
                        PictureVerdict.TOO_LARGE,
                        PictureVerdict.DAMAGED,
                        PictureVerdict.TAKEN,
                        PictureVerdict.DAMAGED,
                        PictureVerdict.UNSUPPORTED,
                        PictureVerdict.TOO_SMALL,
                        PictureVerdict.UNSUPPORTED);
        assertThat(report.toTable())
                .contains("bomb.png: TOO_LARGE: 30000 x 30000 pixels (expected: at most 64 megapixels)")
                .contains("heif-convert")
                .contains("(expected: at least 64)");
    }

    @Test
    void aPictureWithoutAFaceIsRefused() throws IOException {
        BufferedImage wall = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400 * 300; i++) {
            wall.setRGB(i % 400, i / 400, (i % 400) / 2 * 0x010101);
        }
        write("nobody/wall.png", coded(wall, "png"));
        assertThat(only(enroller.enroll(people).report()).verdict()).isEqualTo(PictureVerdict.NO_FACE);
    }

    @Test
    void aStrangerAmongAPersonsPicturesIsFound() throws IOException {
        Path demo = TestData.shared("facebank_demo");
        copy("dad/1.jpg", demo.resolve("family1_dad/Family1-Dad1.jpg"));
        copy("dad/2.jpg", demo.resolve("family1_dad/Family1-Dad2.jpg"));
        copy("dad/3.jpg", demo.resolve("family2_man/Family2-Man1.jpg"));
        Enrolment enrolment = enroller.enroll(people);
        assertThat(enrolment.report().refused()).containsOnlyKeys(PictureVerdict.OUTLIER);
        assertThat(enrolment.facebank().records())
                .extracting(FacebankRecord::picture)
                .containsExactly("1.jpg", "2.jpg");
    }

    @Test
    void onePersonUnderTwoNamesIsAWarning() throws IOException {
        Path demo = TestData.shared("facebank_demo");
        copy("dad/1.jpg", demo.resolve("family1_dad/Family1-Dad2.jpg"));
        copy("papa/1.jpg", demo.resolve("family1_dad/Family1-Dad3.jpg"));
        copy("man/1.jpg", demo.resolve("family2_man/Family2-Man1.jpg"));
        assertThat(enroller.enroll(people).report().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(EnrolmentWarning.Kind.LOOK_ALIKE);
            assertThat(List.of(warning.personId(), warning.otherPersonId())).containsExactly("dad", "papa");
        });
    }

    @Test
    void alignedCropsAreTakenAsTheyAreAndOtherSizesRefused() throws IOException {
        Path aligned = TestData.shared("lfw/aligned-112");
        for (String person : List.of("Tony_Blair", "Colin_Powell")) {
            try (Stream<Path> crops = Files.list(aligned.resolve(person))) {
                for (Path crop : crops.sorted().limit(5).toList()) {
                    copy(person + "/" + crop.getFileName(), crop);
                }
            }
        }
        copy("Tony_Blair/photo.jpg", TestData.shared("video/scene_facebank/tony_blair/Tony_Blair_0012.jpg"));
        try (Enroller ofCrops = opened(EnrolmentOptions.defaults().withAligned(true))) {
            Enrolment enrolment = ofCrops.enroll(people);
            assertThat(enrolment.report().refused()).containsEntry(PictureVerdict.NOT_ALIGNED, 1);
            assertThat(enrolment.report().taken()).isGreaterThanOrEqualTo(9);
        }
    }

    /** ORL's pictures are 92 x 112 and hold little but the face. */
    @Test
    void smallGreyPicturesFilledByAFaceAreEnrolled() throws IOException {
        Path orl = TestData.shared("att_faces");
        for (int person = 1; person <= 10; person++) {
            for (int picture = 1; picture <= 4; picture++) {
                write(
                        "s" + person + "/" + picture + ".png",
                        MadePictures.pngOfPgm(orl.resolve("s" + person).resolve(picture + ".pgm")));
            }
        }
        EnrolmentReport report = enroller.enroll(people).report();
        assertThat(report.refused().getOrDefault(PictureVerdict.NO_FACE, 0)).isLessThanOrEqualTo(2);
        assertThat(report.refused().getOrDefault(PictureVerdict.OUTLIER, 0)).isZero();
        assertThat(report.people()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        Path folder = TestData.shared("facebank_demo");
        Facebank several = enroller.enroll(folder).facebank();
        try (Enroller single = Enroller.open(
                ModelStore.defaultPack(),
                Device.CPU,
                EnrolmentOptions.defaults().withThreads(1),
                temporary.resolve("other-cache"))) {
            assertThat(single.enroll(folder).facebank()).isEqualTo(several);
        }
    }
}
