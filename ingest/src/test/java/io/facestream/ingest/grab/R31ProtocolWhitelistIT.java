package io.facestream.ingest.grab;

import static io.facestream.ingest.grab.GrabberFiles.assertRefused;
import static io.facestream.ingest.grab.GrabberFiles.openAndClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kind of source opens what it needs and nothing else: no playlist, no other protocol, no other host. */
@Timeout(60)
class R31ProtocolWhitelistIT {
    @TempDir
    Path folder;

    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[] jpeg = Files.readAllBytes(TestData.shared("video/clips/franck_01829.jpg"));
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, jpeg.length);
            exchange.getResponseBody().write(jpeg);
            exchange.close();
        });
        redirect("/moved", () -> url("/elsewhere").replace("127.0.0.1", "localhost"));
        redirect("/moved-here", () -> "/elsewhere");
        redirect("/moved-to-a-file", () -> "file:///etc/hostname");
        server.createContext("/list.m3u8", exchange -> {
            byte[] list = ("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + url("/elsewhere")
                            + "\n#EXTINF:9,\nfile:///etc/hostname\n")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.apple.mpegurl");
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPlaylistFileThatNamesALocalFileIsRefused() throws Exception {
        Path clip = TestData.shared("video/clips/d12.mp4");
        Path concat = Files.writeString(folder.resolve("a.ffconcat"), "ffconcat version 1.0\nfile '" + clip + "'\n");
        Path hls = Files.writeString(
                folder.resolve("a.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n" + clip + "\n#EXT-X-ENDLIST\n");
        Path disguised = Files.copy(hls, folder.resolve("a.mp4"));
        Path dash = Files.writeString(
                folder.resolve("a.mpd"),
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation"
                        + " id=\"1\"><BaseURL>file://" + clip
                        + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
        Path sdp = Files.writeString(
                folder.resolve("a.sdp"),
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 26\n");
        for (Path file : new Path[] {concat, hls}) {
            assertRefused(file, Reason.FORBIDDEN, "no playlist");
        }
        for (Path file : new Path[] {disguised, dash, sdp}) {
            assertThatThrownBy(() -> openAndClose(CameraSpec.parse(file.toString())))
                    .isInstanceOf(CameraException.class);
        }
    }

    @Test
    void aPlaylistOfAServerIsNotFollowed() {
        assertThatThrownBy(() -> openAndClose(camera("/list.m3u8")))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("no playlist");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void nothingIsTakenFromAnotherHostOrAFileThatARedirectionNames() throws CameraException {
        assertThatThrownBy(() -> openAndClose(camera("/moved")))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("redirects to another host");
        assertThatThrownBy(() -> openAndClose(camera("/moved-to-a-file"))).isInstanceOf(CameraException.class);
        openAndClose(camera("/moved-here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat:/etc/hostname|/etc/passwd",
                "subfile,,start,0,end,9,,:/etc/hostname",
                "data:image/jpeg;base64,AAAA",
                "ftp://host/x.mp4",
                "gopher://host/1",
                "rtmp://host/live",
                "tee:/tmp/x",
                "crypto:/etc/hostname",
                "pipe:0",
                "lavfi:testsrc",
            })
    void anotherProtocolIsNoCameraOrNoFile(String uri) {
        assertThatThrownBy(() -> openAndClose(CameraSpec.parse(uri)))
                .isInstanceOfAny(IllegalArgumentException.class, CameraException.class)
                .hasMessageContaining("expected: a");
    }

    private void redirect(String path, java.util.function.Supplier<String> target) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", target.get());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private CameraSpec camera(String path) {
        return CameraSpec.parse("cam=" + url(path));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
