package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraOptions.RtspTransport;
import io.facestream.ingest.camera.CameraSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamerasFileTest {
    @TempDir
    private Path folder;

    @Test
    void theListStandsAloneOrUnderItsName() throws IOException {
        String list = """
                - id: door
                  uri: rtsp://viewer@10.0.0.5/live
                  passwordFile: /run/secrets/door
                  rtspTransport: udp
                - uri: yard.mp4
                """;
        List<CameraSpec> cameras = read(list);
        assertThat(cameras).extracting(CameraSpec::id).containsExactly("door", "yard");
        assertThat(cameras.get(0).passwordFile()).isEqualTo("/run/secrets/door");
        assertThat(cameras.get(0).options().rtspTransport()).isEqualTo(RtspTransport.UDP);
        assertThat(read("cameras:\n" + list)).isEqualTo(cameras);
        assertThat(read("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cameras:",
                "just words",
                "- id: a\n  uri: rtsp://u:s3cret@h/x\n   id: [",
                "- id: a\n  url: rtsp://u:s3cret@h/x",
                "- id: a\n  uri: ftp://u:s3cret@h/x",
                "- id: a\n  uri: rtsp://u:s3cret@h/x\n- id: a\n  uri: b.mp4",
                "- id: a\n  uri: rtsp://u:s3cret@h/x\n  rtspTransport: pigeon",
                "- rtsp://u:s3cret@h/x",
            })
    void whatIsNoListIsSaidInOneLineWithoutItsContent(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(expected: ")
                .hasMessageNotContaining("s3cret")
                .message()
                .hasLineCount(1);
    }

    private List<CameraSpec> read(String text) throws IOException {
        return new CamerasFile(
                        Files.writeString(folder.resolve("cameras.yaml"), text).toString())
                .read();
    }
}
