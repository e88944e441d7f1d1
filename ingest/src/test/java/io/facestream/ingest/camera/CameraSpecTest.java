package io.facestream.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSpecTest {

    @ParameterizedTest
    @CsvSource({
        "door=rtsp://10.0.0.5/live, door, RTSP, rtsp://10.0.0.5/live",
        "rtsp://cam-7.example:8554/a?b=c, cam-7.example, RTSP, rtsp://cam-7.example:8554/a?b=c",
        "rtsp://u:p@w@[2001:db8::7]:554/a, 2001-db8-7, RTSP, rtsp://u:p@w@[2001:db8::7]:554/a",
        "http://10.0.0.6/mjpg?user=a, 10.0.0.6, HTTP, http://10.0.0.6/mjpg?user=a",
        "clips/Front door.mp4, Front-door, FILE, clips/Front door.mp4",
        "./a=b.mp4, a-b, FILE, ./a=b.mp4",
        "pictures/, pictures, FILE, pictures/",
        "file:///data/x.mkv, x, FILE, file:///data/x.mkv",
        "v4l2:/dev/video0, video0, WEBCAM, v4l2:/dev/video0",
        "/dev/video2, video2, WEBCAM, /dev/video2",
        "webcam:1, video1, WEBCAM, v4l2:/dev/video1",
    })
    void aSourceIsNamedAndSorted(String text, String id, CameraKind kind, String uri) {
        CameraSpec camera = CameraSpec.parse(text);
        assertThat(camera.id()).isEqualTo(id);
        assertThat(camera.kind()).isEqualTo(kind);
        assertThat(camera.uri()).isEqualTo(uri);
    }

    @Test
    void camerasOfOneHostAreNumbered() {
        List<CameraSpec> cameras =
                CameraSpec.parseAll(List.of("rtsp://h/1", "rtsp://h/2", "h-2=rtsp://h/3", "rtsp://h/1"));
        assertThat(cameras).extracting(CameraSpec::id).containsExactly("h", "h-3", "h-2", "h-4");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> CameraSpec.parseAll(List.of("a=x.mp4", "a=y.mp4", "ftp://admin:pw@host/z", "rtsp://")))
                .hasMessage("camera id: a stands twice (expected: a name of its own for each camera)\n"
                        + "camera: ftp://***@host/z (expected: a file, a folder of pictures, rtsp://HOST/..., http(s)://HOST/... or"
                        + " v4l2:/dev/videoN)\n"
                        + "camera: rtsp:// (expected: a file, a folder of pictures, rtsp://HOST/..., http(s)://HOST/... or"
                        + " v4l2:/dev/videoN)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:s3cret@10.0.0.5/live",
                "rtsp://admin:s3@cret/s3cret@10.0.0.5/live",
                "http://10.0.0.5/video.cgi?user=x&pwd=s3cret",
                "http://10.0.0.5/video?s3cret",
                "rtsp://10.0.0.5/user=x_password=s3cret_channel=1",
                "https://token:s3cret@cam/x?auth=s3cret#s3cret=1",
            })
    void aSecretIsNeverShown(String uri) {
        CameraSpec camera = CameraSpec.parse("cam=" + uri);
        assertThat(camera.toString()).doesNotContain("s3cret").contains("***");
        assertThat(camera.redactedUri()).doesNotContain("s3cret");
        assertThat(CameraSpec.parse(uri).id()).doesNotContain("s3cret");
    }

    @Test
    void variablesAreFilledInWhereTheCameraIsOpened() throws CameraException {
        CameraSpec camera = CameraSpec.parse("cam=rtsp://${USER}:${PASSWORD}@${HOST}/live");
        Map<String, String> environment = Map.of("USER", "admin", "PASSWORD", "p@ss:w/rd", "HOST", "10.0.0.5");
        CameraAddress address = camera.resolve(environment::get);
        assertThat(address.url()).isEqualTo("rtsp://admin:p%40ss%3Aw%2Frd@10.0.0.5/live");
        assertThat(address.host()).isEqualTo("10.0.0.5");
        assertThat(address.toString()).isEqualTo("rtsp://***@***/live");
        assertThat(address.redact("tried p@ss:w/rd and p%40ss%3Aw%2Frd")).isEqualTo("tried *** and ***");
        assertThat(camera.hasLiteralPassword()).isFalse();
    }

    @Test
    void oneVariableMayHoldUserAndPassword() throws CameraException {
        CameraSpec camera = CameraSpec.parse("rtsp://${LOGIN}@cam/live");
        assertThat(camera.resolve(Map.of("LOGIN", "a b:c:d")::get).url()).isEqualTo("rtsp://a%20b:c%3Ad@cam/live");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        CameraSpec camera = CameraSpec.parse("cam=rtsp://u:${NO_SUCH}@h/x");
        assertThatThrownBy(() -> camera.resolve(name -> null))
                .isInstanceOf(CameraException.class)
                .hasMessage(
                        "camera cam: ${NO_SUCH} is not set (expected: an environment variable where the camera is opened)");
    }

    @Test
    void thePasswordMayLieInAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("pw"), "gr$n \n");
        CameraSpec camera = CameraSpec.parse("cam=rtsp://admin@h/x").withPasswordFile(file.toString());
        CameraAddress address = camera.resolve(System::getenv);
        assertThat(address.url()).isEqualTo("rtsp://admin:gr%24n@h/x");
        assertThat(address.toString()).doesNotContain("gr");
        assertThatThrownBy(() -> CameraSpec.parse("cam=rtsp://h/x").withPasswordFile("pw"))
                .hasMessageContaining("expected: a URI with a user and no password");
        assertThatThrownBy(() -> camera.withPasswordFile(folder.resolve("none").toString())
                        .resolve(System::getenv))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("expected: a readable file whose first line is the password");
    }

    @Test
    void aPasswordInTheUriIsNoticed() {
        assertThat(CameraSpec.parse("rtsp://u:p@h/x").hasLiteralPassword()).isTrue();
        assertThat(CameraSpec.parse("rtsp://u:${P}@h/x").hasLiteralPassword()).isFalse();
        assertThat(CameraSpec.parse("rtsp://h/x").hasLiteralPassword()).isFalse();
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> CameraOptions.defaults().withPicturesPerSecond(0))
                .hasMessage("pictures-per-second: 0.0 (expected: above 0, at most 1000)");
    }
}
