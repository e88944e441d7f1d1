package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.TestBroker;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.deadletter.DeadLetterJson;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.RunFixture;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody writes to the topic: the job says what is wrong with it, goes on, and loses nobody who is seen beside it. */
@Timeout(180)
class R12PoisonFramesIT {
    @TempDir
    private Path folder;

    private long at = 120;

    @Test
    void poisonBecomesDeadLettersTheJobNeverRestartsAndEveryFrameIsAccountedFor() throws Exception {
        Map<Long, byte[]> clip = FrameProducer.jpegs(TestData.shared("video/clips/d9.mp4"), 4_000);
        byte[] good = clip.get(0L);
        String topic = TestBroker.topic("frames", 1, Map.of("max.message.bytes", String.valueOf(80 << 20)));
        Map<String, String> expected = new LinkedHashMap<>();
        try (FrameProducer producer = new FrameProducer(topic)) {
            producer.video("hall", "s", clip);
            expected.put("empty", "EMPTY");
            picture(producer, new byte[0]);
            expected.put("text", "NOT_A_PICTURE");
            picture(producer, "no picture at all".getBytes(UTF_8));
            expected.put("cut off", "TRUNCATED");
            picture(producer, Arrays.copyOf(good, good.length / 2));
            expected.put("30,000 x 30,000", "TOO_MANY_PIXELS");
            picture(producer, claiming(good, 30_000, 30_000));
            expected.put("0 x 0", "CORRUPT");
            picture(producer, claiming(good, 0, 0));
            expected.put("50 MB", "TOO_MANY_BYTES");
            picture(producer, Arrays.copyOf(good, 50 << 20));
            expected.put("SVG", "UNSUPPORTED_FORMAT");
            picture(producer, "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8));
            expected.put("no key", "BAD_CAMERA_ID");
            producer.send(null, FrameProducer.headers(0, "s", 0), good, 0);
            expected.put("path as key", "BAD_CAMERA_ID");
            producer.send("../../hall".getBytes(UTF_8), FrameProducer.headers(0, "s", 0), good, 0);
            expected.put("no headers", "BAD_CAPTURED_AT");
            producer.send("poison".getBytes(UTF_8), Map.of(), good, 0);
            expected.put("garbage time", "BAD_CAPTURED_AT");
            producer.send("poison".getBytes(UTF_8), Map.of("captured-at", "\u0000\uffff"), good, 0);
            expected.put("no stream", "BAD_STREAM_ID");
            producer.send("poison".getBytes(UTF_8), Map.of("captured-at", "1"), good, 0);
            expected.put("no sequence", "BAD_SEQUENCE");
            producer.send("poison".getBytes(UTF_8), Map.of("captured-at", "1", "stream-id", "s"), good, 0);
            producer.ended("poison", "p", at);
            producer.ended("hall", "s", 4_000);
        }

        List<JsonNode> events = RunFixture.of("kafka://" + TestBroker.servers() + "/" + topic)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("frames-until-ended", 2)
                .with("parallelism", 2)
                .sink(AttemptCountingSink.create())
                .run(folder);

        assertThat(deadLetters()).extracting(DeadLetter::reason).containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(deadLetters()).extracting(DeadLetter::sizeBytes).contains(50L << 20, 0L);
        assertThat(deadLetters())
                .allSatisfy(letter -> assertThat(letter.detail()).contains("(expected: "));
        assertThat(AttemptCountingSink.ATTEMPTS).as("attempts of the job").hasValue(1);
        assertThat(RunFixture.people(events)).as("seen beside the poison").containsExactly("p_d9");
        RunSummary summary = RunSummary.read(folder, 1);
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("framesCaptured")).isEqualTo(clip.size() + expected.size());
        assertThat(summary.sum("framesRefused.")).isEqualTo(expected.size());
    }

    @Test
    void greyCmykTransparentAndTurnedPicturesAreFramesLikeOthers() throws Exception {
        String topic = TestBroker.topic("frames", 1, Map.of());
        byte[] colour =
                FrameProducer.jpegs(TestData.shared("video/clips/d9.mp4"), 40).get(0L);
        List<byte[]> odd = List.of(
                OddPictures.grey(colour),
                OddPictures.cmyk(colour),
                OddPictures.transparent(colour),
                OddPictures.turned(colour));
        try (FrameProducer producer = new FrameProducer(topic)) {
            for (byte[] picture : odd) {
                picture(producer, picture);
            }
            producer.ended("poison", "p", at);
        }

        List<JsonNode> events = RunFixture.of("kafka://" + TestBroker.servers() + "/" + topic)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("frames-until-ended", 1)
                .run(folder);

        RunSummary summary = RunSummary.read(folder, 1);
        assertThat(deadLetters()).isEmpty();
        assertThat(summary.total("framesProcessed")).isEqualTo(odd.size());
        assertThat(summary.total("facesDetected")).as("one in each").isEqualTo(odd.size());
        assertThat(RunFixture.ofType(events, "CAMERA_UP")).hasSize(1);
    }

    /** A record that keeps to the contract in everything but its picture, on the grid. */
    private void picture(FrameProducer producer, byte[] value) {
        producer.frame("poison", "p", at, value);
        at += 120;
    }

    /** The picture with another size in its header. */
    private static byte[] claiming(byte[] jpeg, int width, int height) {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg.clone());
        for (int i = 2; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                bytes.putShort(i + 5, (short) height);
                bytes.putShort(i + 7, (short) width);
                return bytes.array();
            }
        }
        throw new AssertionError("no frame header");
    }

    private List<DeadLetter> deadLetters() throws Exception {
        Path file = folder.resolve(FaceJob.DEAD_LETTERS_FILE);
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(DeadLetterJson::read).toList()
                : List.of();
    }
}
