package io.facestream.job.watch.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.identify.Outcome;
import io.facestream.job.render.AnnotatedFace;
import io.facestream.job.render.Annotation;
import io.facestream.job.watch.LiveFrame;
import io.facestream.job.watch.RunView;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CameraJoinTest {
    private static final byte[] JPEG = jpeg();

    private final RunView view = RunView.open("join-test");
    private final CameraJoin join = new CameraJoin("door", view);
    private final BlockingQueue<LiveFrame> shown = new LinkedBlockingQueue<>();

    @BeforeEach
    void lookBeforeAnybodyWatches() {
        join.look(0);
    }

    @AfterEach
    void close() {
        view.close();
    }

    @Test
    void boxesAreShownOnTheVeryFrameInWhichTheyWereFound() throws Exception {
        watch();
        join.frame(100, JPEG, millis(0));
        join.frame(200, JPEG, millis(100));
        join.annotate(faceAt(100), millis(300));
        join.annotate(faceAt(300), millis(350)); // before its frame has come
        join.frame(300, JPEG, millis(360));

        assertThat(next(2)).containsExactly("100 with 1", "300 with 1");
    }

    @Test
    void framesThatTheJobLeftOutAreLeftOutAndOnesWithoutFacesShownWhenNothingIsSaidOfThem() throws Exception {
        watch();
        join.frame(100, JPEG, millis(0));
        join.frame(140, JPEG, millis(40));
        join.frame(200, JPEG, millis(100));
        join.annotate(faceAt(100), millis(150));
        join.annotate(faceAt(200), millis(250));
        join.frame(300, JPEG, millis(300));
        join.look(millis(600));
        join.look(millis(2_000));

        assertThat(next(3)).containsExactly("100 with 1", "200 with 1", "300 with 0");
    }

    @Test
    void whereTheJobIsSlowFramesWaitLongerForIt() throws Exception {
        watch();
        join.frame(100, JPEG, millis(0));
        join.look(millis(1_100));
        join.frame(1_000, JPEG, millis(1_200));
        join.annotate(faceAt(100), millis(2_000)); // two seconds late: shown again, now with its boxes
        join.look(millis(2_500));
        join.look(millis(4_000));
        join.annotate(faceAt(1_000), millis(4_100));

        assertThat(next(3)).containsExactly("100 with 0", "100 with 1", "1000 with 1");
    }

    @Test
    void whoComesToASilentTopicSeesItsLastFrameAndUntilThenNothingIsCoded() throws Exception {
        join.frame(100, JPEG, millis(0));
        join.frame(200, JPEG, millis(50));
        join.annotate(faceAt(200), millis(100));
        join.look(millis(5_000));
        assertThat(view.cameras())
                .allSatisfy(camera -> assertThat(camera.shown()).isZero());

        watch();

        assertThat(next(1)).containsExactly("200 with 1");
    }

    @Test
    void withoutFramesBoxesAreShownWithoutAPicture() throws Exception {
        watch();
        join.annotate(faceAt(100), millis(0));

        LiveFrame frame = shown.poll(10, TimeUnit.SECONDS);
        assertThat(frame.jpeg()).isEmpty();
        assertThat(frame.frameWidth()).as("room for the box").isGreaterThanOrEqualTo(700);
    }

    private void watch() {
        view.watch("door", shown::add);
        join.look(1);
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LiveFrame frame = shown.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("after " + frames).isNotNull();
            frames.add(frame.annotation().capturedAtMillis() + " with "
                    + frame.annotation().faces().size());
        }
        return frames;
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static Annotation faceAt(long capturedAtMillis) {
        AnnotatedFace face = new AnnotatedFace("t", 600, 20, 100, 120, Outcome.PENDING, "", 0);
        return new Annotation("door", capturedAtMillis, 0, List.of(face));
    }

    private static byte[] jpeg() {
        try (Picture picture = Picture.allocate(8, 8)) {
            return Jpeg.encode(picture, 80);
        }
    }
}
