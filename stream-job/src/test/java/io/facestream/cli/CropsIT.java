package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.job.crop.CropFolder;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.run.RunFixture;
import io.facestream.vision.TestData;
import io.facestream.vision.embed.FaceEmbedder;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Crops of a real run: one for each visit that was told, of the right person, encrypted, and none of who is ignored. */
@Timeout(120)
class CropsIT {
    private static final String MAN = "p_auduno";
    private static final String WOMAN = "p_d3";

    @TempDir
    private Path folder;

    @Test
    void eachVisitThatIsToldLeavesItsBestCropAndAnIgnoredPersonsNone() throws Exception {
        Path enrolled = TestData.shared("video/scene_facebank");
        Path people = Files.createDirectories(folder.resolve("people"));
        for (String person : List.of(MAN, WOMAN)) {
            copy(enrolled.resolve(person), people.resolve(person));
        }
        Files.writeString(people.resolve(MAN).resolve("person.json"), "{\"ignore\": true}");
        Path key = folder.resolve("people.key");
        MasterKey.create(key);
        Path crops = folder.resolve("crops");

        List<JsonNode> events = RunFixture.of("cam=" + TestData.shared("video/scenes/real1.mp4"))
                .with("facebank", people)
                .with("start", "14s")
                .with("duration", "8s")
                .with("crops", crops)
                .with("facebank-key", key)
                .run(folder.resolve("out"));

        Map<String, String> told = new TreeMap<>();
        events.stream()
                .filter(event -> event.get("type").asText().equals("LEFT"))
                .forEach(event -> told.put(
                        event.get("visitId").asText(), event.get("personId").asText("")));
        assertThat(told).containsValue(WOMAN).doesNotContainValue(MAN);
        List<CropFolder.Entry> kept = new CropFolder(crops).list();
        assertThat(kept).extracting(CropFolder.Entry::visitId).containsExactlyInAnyOrderElementsOf(told.keySet());
        try (Stream<Path> files = Files.list(crops)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("no JPEG to the eye")
                        .doesNotContain("JFIF");
            }
        }
        String hers = told.entrySet().stream()
                .filter(visit -> visit.getValue().equals(WOMAN))
                .findFirst()
                .orElseThrow()
                .getKey();
        assertThat(likenessOf(view(crops, hers, key), people, WOMAN)).isGreaterThan(0.5f);
        for (String visit : told.keySet()) {
            assertThat(likenessOf(view(crops, visit, key), people, MAN))
                    .as("the ignored man in the crop of %s", visit)
                    .isLessThan(0.35f);
        }

        assertThat(CommandLineRun.of("crops", "list", crops.toString()).out())
                .contains(hers)
                .contains(told.size() + " crops");
        Path wrong = folder.resolve("wrong.key");
        MasterKey.create(wrong);
        CommandLineRun refused = CommandLineRun.of(
                "crops", "view", crops.toString(), hers, "--facebank-key", wrong.toString(), "--out", "x.jpg");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("does not open (expected: the key").hasLineCount(1);
    }

    private Path view(Path crops, String visit, Path key) {
        Path file = folder.resolve(visit + ".jpg");
        if (!Files.exists(file)) {
            CommandLineRun run = CommandLineRun.of(
                    "crops",
                    "view",
                    crops.toString(),
                    visit,
                    "--facebank-key",
                    key.toString(),
                    "--out",
                    file.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        return file;
    }

    /** Highest cosine of the picture with a person's templates. */
    private static float likenessOf(Path jpeg, Path people, String person) throws Exception {
        ModelPack pack = new ModelChoice("").open();
        float best = -1;
        try (Picture picture = PictureReader.read(jpeg);
                FaceEmbedder embedder = FaceEmbedder.open(pack, Device.CPU);
                Enroller enroller = Enroller.open(pack, Device.CPU, EnrolmentOptions.defaults())) {
            assertThat(picture.width()).isEqualTo(112);
            assertThat(picture.height()).isEqualTo(112);
            byte[] bgr = new byte[112 * 112 * 3];
            picture.bytes().get(bgr);
            float[] unit = embedder.embed(List.of(bgr)).get(0).unit();
            for (FacebankRecord record : enroller.enroll(people).facebank().records()) {
                if (record.personId().equals(person)) {
                    float cosine = 0;
                    for (int i = 0; i < unit.length; i++) {
                        cosine += unit[i] * record.template()[i];
                    }
                    best = Math.max(best, cosine);
                }
            }
        }
        return best;
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
