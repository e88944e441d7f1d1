package io.facestream.ingest.grab;

import static io.facestream.ingest.grab.GrabberFiles.openAndClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraOptions;
import io.facestream.ingest.camera.CameraSpec;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cloud machines serve credentials at link-local addresses: none is opened unless the camera's settings allow it. */
@Timeout(60)
class R32LinkLocalIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "rtsp://169.254.10.20:554/live",
                "http://user:pw@169.254.169.254/x",
                "http://[fe80::1]/x",
                "http://[::ffff:169.254.169.254]/x",
                "http://2852039166/x",
            })
    void aLinkLocalAddressIsRefusedHoweverItIsWritten(String uri) {
        assertThatThrownBy(() -> openAndClose(CameraSpec.parse(uri)))
                .hasMessageContaining("is link-local (expected: another address, or allow-link-local for this camera)")
                .hasMessageNotContaining("pw")
                .asInstanceOf(InstanceOfAssertFactories.type(CameraException.class))
                .returns(Reason.FORBIDDEN, CameraException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0xa9fea9fe/x", "http://0251.0376.0251.0376/x"})
    void anAddressInAnotherNotationIsNotOpenedEither(String uri) {
        CameraSpec camera =
                CameraSpec.parse(uri).withOptions(CameraOptions.defaults().withOpenTimeout(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> openAndClose(camera))
                .isInstanceOf(CameraException.class)
                .message()
                .containsAnyOf("link-local", "host not known");
    }

    @Test
    void whereItIsAllowedItIsTried() {
        CameraSpec camera = CameraSpec.parse("http://169.254.169.254:9/x")
                .withOptions(CameraOptions.defaults().withAllowLinkLocal(true).withOpenTimeout(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> openAndClose(camera))
                .isInstanceOf(CameraException.class)
                .hasMessageNotContaining("is link-local");
    }
}
