package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.CameraStatus.State;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Motion JPEG over HTTP, and servers that mean no good. */
@Timeout(120)
class HttpCameraIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private byte[] jpeg;

    @BeforeEach
    void serve() throws IOException {
        jpeg = Files.readAllBytes(TestData.shared("video/clips/franck_01829.jpg"));
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/mjpeg", exchange -> motionJpeg(exchange, Integer.MAX_VALUE));
        server.createContext("/short", exchange -> motionJpeg(exchange, 3));
        server.createContext("/locked", exchange -> exchange.sendResponseHeaders(401, -1));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void motionJpegIsAnotherLiveCamera() throws Exception {
        CameraSource source = CameraSource.of(List.of(CameraSpec.parse("cam=" + url("/mjpeg"))))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "cam")) {
            for (int i = 0; i < 5; i++) {
                run.until(Frame.class::isInstance);
            }
            assertThat(run.items.get(0)).isInstanceOf(CameraStatus.class);
            assertThat(run.items).filteredOn(Frame.class::isInstance).hasSize(5);
        }
    }

    @Test
    void aStreamThatEndsIsOpenedAgain() throws Exception {
        CameraSource source = CameraSource.of(List.of(CameraSpec.parse("cam=" + url("/short"))))
                .build();
        try (ReaderRun run = ReaderRun.of(source, "cam")) {
            run.until(item -> item instanceof CameraStatus status && status.state() == State.GAP);
            assertThat(run.items).filteredOn(Frame.class::isInstance).isNotEmpty();
        }
    }

    @Test
    void aPasswordThatIsAskedForIsSaid() {
        assertThatThrownBy(() -> open(url("/locked").replace("//", "//me:s3cret@")))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("refused (expected: the right user and password)")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> open(url("/absent"))).hasMessageContaining("not found");
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsLeftAfterTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            threads.execute(() -> {
                try (Socket accepted = silent.accept()) {
                    Thread.sleep(60_000);
                } catch (IOException | InterruptedException e) {
                    // the test is over
                }
            });
            for (String scheme : List.of("http", "rtsp")) {
                CameraSpec camera = CameraSpec.parse("cam=" + scheme + "://127.0.0.1:" + silent.getLocalPort() + "/x")
                        .withOptions(CameraOptions.defaults().withOpenTimeout(Duration.ofSeconds(1)));
                long start = System.nanoTime();
                assertThatThrownBy(() -> open(camera))
                        .isInstanceOf(CameraException.class)
                        .hasMessageContaining("no answer (expected: a stream within 1 s)");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void aHundredReconnectionsLeaveNothingBehind() throws Exception {
        for (int warmUp = 0; warmUp < 10; warmUp++) {
            readSome();
        }
        long handles = handles();
        int threadsBefore = Thread.activeCount();
        for (int cycle = 0; cycle < 100; cycle++) {
            readSome();
        }
        Thread.sleep(300);
        assertThat(handles()).as("open file handles").isLessThan(handles + 10);
        assertThat(Thread.activeCount()).as("threads").isLessThan(threadsBefore + 10);
    }

    private void readSome() throws CameraException {
        try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("cam=" + url("/short")))) {
            grabber.open();
            assertThat(grabber.decode()).isTrue();
        }
    }

    private static long handles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.count();
        }
    }

    private static void open(String url) throws CameraException {
        open(CameraSpec.parse("cam=" + url));
    }

    private static void open(CameraSpec camera) throws CameraException {
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
        }
    }

    @Test
    void aFrameOfMotionJpegCanBeHadAsTheCameraSentIt() throws Exception {
        try (FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse("cam=" + url("/mjpeg")))) {
            grabber.open();
            assertThat(grabber.decode()).isTrue();
            assertThat(grabber.jpeg())
                    .hasValueSatisfying(bytes -> assertThat(bytes).startsWith(jpeg));
            assertThat(grabber.decode()).isTrue();
            assertThat(grabber.jpeg()).isPresent();
        }
        try (FrameGrabber grabber = FrameGrabber.of(
                CameraSpec.parse(TestData.shared("video/clips/d9.mp4").toString()))) {
            grabber.open();
            assertThat(grabber.decode()).isTrue();
            assertThat(grabber.jpeg()).as("of H.264").isEmpty();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void motionJpeg(HttpExchange exchange, int frames) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < frames; i++) {
                String header = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
                body.write(header.getBytes(StandardCharsets.US_ASCII));
                body.write(jpeg);
                body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                body.flush();
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
